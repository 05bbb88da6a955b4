from . import (
    test_core_georgian,
    test_demo_files,
    test_installation,
    test_member_screen,
    test_menus,
)
