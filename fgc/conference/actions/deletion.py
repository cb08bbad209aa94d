"""The words of private family time go, for good, some days after it ended: rows deleted, key destroyed.

Destroying the key is what reaches backups; deleting the rows is what reaches the table. Both, in one transaction with
the case locked, so that nobody can enter private time in between. Run at start and daily: `sweep()`.
"""

from datetime import datetime, timedelta

from flask import current_app

from config.logs import log
from config.settings import Settings
from fgc.audit import trail
from fgc.cases import circles, key_names, policy, stages
from fgc.cases.events import CaseChanged
from fgc.cases.stages import CaseStage
from fgc.conference import carry
from fgc.core import clock, uow
from fgc.core.uow import Work
from fgc.vault import current_vault


def delete_private(case_id: str) -> bool:
    """Delete the words of private time of a case whose days are over; False when there is nothing to do.

    Who may: the system. Announces CaseChanged. Audit: `private:delete` with a receipt.
    """
    with uow.write() as work:
        case = stages.lock(work, case_id)
        return case is not None and delete_if_due(work, case)


def delete_if_due(work: Work, case: CaseStage) -> bool:
    """The same inside a transaction that has locked the case: a new private time never opens on old words.

    Announces CaseChanged. Audit: `private:delete` with a receipt.
    """
    if not case.private_due(_limit()):
        return False
    vault = current_vault()
    key = vault.key_name(case.id, policy.PRIVATE_CIRCLE)
    keys = vault.shred_circle(case.id, key)
    rows = sum(remover(work, case.id) for remover in carry.removers())
    circles.forget(work, case.id, policy.PRIVATE_CIRCLE)
    stages.mark_private_deleted(work, case.id)
    work.after_commit(lambda: key_names.forget(case.id))
    # How much the family wrote is theirs alone: the receipt is a hash over it, not the number.
    receipt = trail.digest(f"{case.id} {key} {keys} {rows} {clock.now().isoformat()}".encode())
    trail.record(work, case.id, "private:delete", who=trail.SYSTEM, receipt=receipt)
    work.announce(CaseChanged(case.id, "private"))
    return True


def sweep() -> int:
    """Delete whatever is due in any case, each in its own transaction; gives back how many cases. Safe to repeat.

    Who may: the system, at start and daily. Announces and audits as `delete_private`.
    """
    with uow.read() as session:
        due = stages.private_due(session, _limit())
    done = 0
    for case_id in due:
        try:
            done += delete_private(case_id)
        except Exception:  # noqa: BLE001 — one broken case must not keep the words of the others
            log("conference").error("private_deletion_failed", exc_info=True)
    return done


def _limit() -> datetime:
    settings: Settings = current_app.extensions["fgc.settings"]
    return clock.now() - timedelta(days=settings.private_days)
