from .common_steward import StewardCommon


class HandOutCommon(StewardCommon):
    """A club evening with T-shirts at two desks, and one entrance."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shirt = cls.env["community.event.hand.out"].create(
            {"name": "T-shirt", "event_id": cls.event.id}
        )
        cls.desk = cls._new_gate("Shirts A", hand_out_id=cls.shirt.id)
        cls.other_desk = cls._new_gate("Shirts B", hand_out_id=cls.shirt.id)
        cls.desk_phone = cls._new_phone(cls.desk)
        cls.other_phone = cls._new_phone(cls.other_desk)

    def _assert_not_come(self, seats):
        none = {"entries": 0, "is_inside": False, "first_in_at": False}
        expected = {"state": "open", "last_at": False, **none}
        self.assertRecordValues(seats, [expected] * len(seats))
