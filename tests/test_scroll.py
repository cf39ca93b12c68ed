"""What is written comes back, from memory and from disk."""

from oitcrawl.scroll import Scroll


def test_entries_come_back_by_their_places_from_memory_and_from_disk(tmp_path):
    scroll = Scroll(tmp_path, room=1000)
    entries = [f"แผน {number}".encode() * (number % 7) for number in range(500)]

    places = [scroll.put(entry) for entry in entries]

    assert entries == [scroll.get(place) for place in places]
    assert min(places) > 0


def test_reading_between_writing_disturbs_nothing(tmp_path):
    scroll, places = Scroll(tmp_path, room=100), []
    for number in range(300):
        places.append(scroll.put(b"%d" % number))
        assert b"%d" % (number // 2) == scroll.get(places[number // 2])


def test_a_disk_that_takes_nothing_leaves_all_in_memory(tmp_path):
    scroll = Scroll(tmp_path / "absent", room=100)

    places = [scroll.put(bytes([number]) * 90) for number in range(9)]

    assert [bytes([number]) * 90 for number in range(9)] == [scroll.get(place) for place in places]
