from . import provider_callbacks
