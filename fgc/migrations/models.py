"""Every model module, so that the metadata is whole for migrations and for the check that nothing drifted."""

from fgc.accounts import models as accounts
from fgc.audit import models as audit
from fgc.cases import models as cases
from fgc.conference import models as conference
from fgc.interpreting import models as interpreting
from fgc.invites import models as invites
from fgc.notes import models as notes
from fgc.plan import models as plan

ALL = (accounts, audit, cases, conference, interpreting, invites, notes, plan)
