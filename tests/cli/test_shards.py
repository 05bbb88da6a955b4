"""How test files are shared among processes."""

from hypothesis import given
from hypothesis import strategies as st

from commands.testing.discovery import OdooTest
from commands.testing.shards import SECONDS_PER_SHARD, Shard, estimate, split

FILES = st.dictionaries(
    st.from_regex(r"odoo\.addons\.a\.tests\.test_[a-z]{1,8}", fullmatch=True),
    st.floats(0.1, 400),
    max_size=30,
)


@given(FILES, st.integers(1, 8))
def test_every_file_is_in_exactly_one_shard(seconds, cores):
    shards = split(seconds, cores)
    modules = [module for shard in shards for module in shard.modules]
    assert sorted(modules) == sorted(seconds)


@given(FILES, st.integers(1, 8))
def test_no_shard_is_empty_and_the_longest_comes_first(seconds, cores):
    loads = [shard.seconds for shard in split(seconds, cores)]
    assert all(load > 0 for load in loads)
    assert loads == sorted(loads, reverse=True)


@given(FILES, st.integers(1, 8))
def test_no_shard_exceeds_the_fair_share_by_more_than_one_file(seconds, cores):
    shards = split(seconds, cores)
    if shards:
        fair = sum(seconds.values()) / len(shards)
        assert shards[0].seconds <= fair + max(seconds.values()) + 1e-6


def test_short_work_uses_all_cores_and_long_work_more_processes():
    assert len(split({f"m{n}": 1.0 for n in range(9)}, 2)) == 2
    long = {f"m{n}": SECONDS_PER_SHARD for n in range(5)}
    assert len(split(long, 2)) == 5


def test_tags_select_files_and_their_slow_tests_when_asked():
    shard = Shard(("odoo.addons.community_x.tests.test_a",), 1)
    assert shard.tags == "/community_x/tests/test_a.py"
    slow = "community_full/community_x/tests/test_a.py"
    assert shard.full_tags == f"/community_x/tests/test_a.py,{slow}"


def test_estimate_prefers_what_was_measured():
    tests = [OdooTest("m.n.a", "T", "test_1"), OdooTest("m.n.b", "T", "test_2")]
    assert estimate(tests, {"m.n.a": 42.0}) == {"m.n.a": 42.0, "m.n.b": 0.5}
