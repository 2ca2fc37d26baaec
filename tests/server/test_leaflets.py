"""What a project gives out: who may, who reads it, and two at once. And who would like what stands on its board."""

import pytest
from bare_project import Place
from caller import Device, new_id

from newleaf_sync import leaflet
from newleaf_sync.leaflet import HELP, IDEAS, Said
from newleaf_sync.letter import NEWS, SUGGESTION
from newleaf_sync.project import COORDINATOR, LEAD, SUPPORTER


@pytest.fixture
def people(device, shared):
    return [device.sign_in(), *(Device(shared.url).sign_in() for _ in range(3))]


@pytest.fixture
def place(people):
    """Ana leads, Ben coordinates, Sam supports; the fourth is anybody."""
    place = Place(people[0])
    place.found()
    place.change([(people[0], LEAD), (people[1], COORDINATOR), (people[2], SUPPORTER)])
    return place


def made(place, who, version=1, text="{}", kind=IDEAS):
    author = {"author": who.account, "device_id": who.id, "dsk_seed": who.vault.signing_seed}
    return leaflet.make(place.project, Said(kind, version, 0, text), **author)


def give(place, who, *args, **kwargs):
    status, answer = who.call("POST", "/api/leaflets", [made(place, who, *args, **kwargs)])
    return answer[3] if status != 200 else "given"


def test_whoever_has_the_code_reads_it_before_any_account(place, people, shared):
    """C6, F9: the directory is anybody's to read."""
    nobody = Device(shared.url)
    assert nobody.call("GET", f"/api/leaflets/{place.project.code}") == (200, [[], []])
    assert give(place, people[0], 1, '{"version":1}') == "given"
    assert give(place, people[1], 1, "{}", HELP) == "given"
    assert nobody.call("GET", f"/api/leaflets/{place.project.code}") == (200, [[[IDEAS, 1], [HELP, 1]], []])
    status, (data, log) = nobody.call("GET", f"/api/leaflets/{place.project.code}/{IDEAS}")
    assert (status, log) == (200, list(people[0].vault.log))
    devices = people[0].vault.identity().devices
    assert leaflet.read(data, place.project, None, lambda _, one: devices[one]).text == '{"version":1}'
    assert nobody.call("GET", f"/api/leaflets/{place.project.code}/3")[1] is not None
    assert nobody.call("GET", f"/api/leaflets/{place.project.code}/4")[1][3] == "no-leaflet"
    assert nobody.call("GET", f"/api/leaflets/{'0' * 20}/1")[1][3] == "no-leaflet"


def test_only_who_coordinates_gives_one_out(place, people):
    """E5: a supporter, or anybody, changes nothing that others read."""
    ana, ben, sam, eve = people
    assert give(place, sam) == "malformed"
    assert give(place, eve) == "malformed"
    assert ben.call("POST", "/api/leaflets", [made(place, ana)])[1][3] == "malformed"  # another's name under it
    assert give(place, ben) == "given"


def test_the_second_of_two_at_once_reads_again_and_a_lost_answer_may_be_asked_for_again(place, people):
    ana, ben, *_ = people
    assert give(place, ana, 2) == "leaflet-moved"  # the first has not come yet
    first = made(place, ana)
    for _ in range(2):
        assert ana.call("POST", "/api/leaflets", [first]) == (200, [])
    assert give(place, ben, 1, "[]") == "leaflet-moved"
    old = made(place, ben, 2)
    place.change(place.people)  # the log goes on
    assert ben.call("POST", "/api/leaflets", [old])[1][3] == "project-moved"
    assert give(place, ben, 2) == "given"
    assert ana.call("POST", "/api/leaflets", [first])[1][3] == "project-moved"


def test_a_leaflet_that_does_not_fit_is_refused(place, people):
    ana, *_ = people
    assert ana.call("POST", "/api/leaflets", [b"x" * (leaflet.MOST_BYTES + 1)])[0] == 413
    assert ana.call("POST", "/api/leaflets", [b"x"])[0] == 400


def test_a_suggestion_goes_to_all_who_coordinate_and_they_answer_it(place, people):
    """F11: it is read by those who can change something, and by nobody else; an answer comes back."""
    ana, ben, sam, eve = people
    assert place.write(eve, SUGGESTION, [ana])[2][3] == "project-moved"
    assert place.write(eve, SUGGESTION, [ana, ben, sam])[2][3] == "project-moved"
    suggestion = place.write(eve, SUGGESTION, [ana, ben])[0].letter_id
    assert place.write(sam, SUGGESTION, [ana, ben])[1] == 201
    assert place.write(sam, NEWS, [ana, ben, eve], about=suggestion)[2][3] == "no-letter"
    assert place.write(ben, NEWS, [ana, ben, eve], about=suggestion)[1] == 201
    assert [row[2] for row in eve.call("GET", "/api/letters")[1]] == [SUGGESTION, NEWS]


def test_who_would_like_it_too_counts_once_and_can_take_it_back(place, people):
    """F11, 1H.7: nobody is asked, a no is not kept, and who it was is nobody's to read."""
    ana, ben, sam, _ = people
    suggestion, project_id = new_id(), place.project.project_id

    def wish(who, *, wished=True, of=suggestion):
        return who.call("POST", "/api/leaflets/wish", [project_id, of, wished])[0]

    def counted():
        return ana.call("GET", f"/api/leaflets/{place.project.code}")[1][1]

    assert [wish(sam), wish(sam), wish(ben)] == [200, 200, 200]
    assert counted() == [[suggestion, 2]]
    assert wish(sam, wished=False) == 200
    assert counted() == [[suggestion, 1]]
    assert wish(ben, wished=False) == 200
    assert counted() == []
    assert wish(sam, of=b"short") == 400
    assert sam.call("POST", "/api/leaflets/wish", [new_id(), suggestion, True])[1][3] == "no-project"
