from . import portal, provider_callbacks, way_out
