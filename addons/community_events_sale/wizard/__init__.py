from . import registration_editor
