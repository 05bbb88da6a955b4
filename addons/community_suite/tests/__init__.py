from . import (
    test_core_georgian,
    test_demo_cards,
    test_demo_files,
    test_installation,
    test_jobs,
    test_member_screen,
    test_menus,
)
