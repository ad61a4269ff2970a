"""What waits for those who keep the teams: decrees that end soon or ended without a successor."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded
from timpora.foundation.waiting import Waiting
from timpora.teams.queries import ENDED, ENDING, listed
from timpora.territory.codes import COUNTRY
from timpora.territory.queries import day_at

# Among the lines of the home page: after people and deadlines, before what is merely open.
ORDER = 70


def decrees_to_renew(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("team.edit"):
        return []
    day = day_at(acting.area or COUNTRY, at)
    said = {ENDED: _("Tim tanpa SK yang berlaku"), ENDING: _("SK tim segera berakhir")}
    found = []
    for place, (state, what) in enumerate(said.items()):
        number = bounded(listed(acting, day, state=state, verb="team.edit"))
        if number:
            url = f"{reverse('team_list')}?keadaan={state}"
            found.append(Waiting(ORDER + place, what, url, _("Perbarui SK"), count=number))
    return found
