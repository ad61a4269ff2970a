"""The whole house on one page: what happened, and which steps it wakes. People decide between the lines."""

from timpora.agencies import events as agencies
from timpora.compliance import events as compliance
from timpora.compliance.steps import evaluate_rules
from timpora.flow.steps import tell_fates
from timpora.foundation.events import Kind
from timpora.foundation.jobs import Step
from timpora.identity import events as identity
from timpora.identity.steps import propose_matches
from timpora.intake import events as intake
from timpora.intake.shielding import shield_told
from timpora.intake.steps import draw_claims
from timpora.registers import events as registers
from timpora.registers.steps import rebuild_current
from timpora.statistics.steps import draw_arrivals
from timpora.tasks import events as tasks

TOLD: tuple[Step, ...] = (draw_claims, shield_told, propose_matches, rebuild_current, evaluate_rules, tell_fates)
KNOWN: tuple[Step, ...] = (propose_matches, shield_told, rebuild_current, evaluate_rules, tell_fates)
JUDGED: tuple[Step, ...] = (shield_told, rebuild_current, evaluate_rules, tell_fates)

FOLLOWS: dict[Kind, tuple[Step, ...]] = {
    intake.REPORTS_RECEIVED: TOLD,  # then an officer says whether it is the same person
    intake.BATCHES_ACCEPTED: (*TOLD, draw_arrivals),
    intake.BATCHES_UNDONE: (*KNOWN, draw_arrivals),
    identity.JUDGED: KNOWN,  # then an officer reads what the rules ask
    identity.JUDGEMENT_UNDONE: KNOWN,
    registers.PERSONS_PROTECTED: JUDGED,
    registers.PROTECTION_LIFTED: JUDGED,
    registers.CHILD_FOLLOWS: (rebuild_current, evaluate_rules),
    registers.CHILD_FOLLOWS_NO_MORE: (rebuild_current, evaluate_rules),
    registers.FAMILY_RECORDED: (rebuild_current, evaluate_rules),  # a citizen is in no list and under no rule
    registers.FAMILY_ENDED: (rebuild_current, evaluate_rules),
    agencies.RECORD_HANDLING: (rebuild_current, evaluate_rules),
    compliance.CHECKS_DECIDED: (tell_fates,),  # then an agency is asked, or a second person closes
    compliance.FINDINGS_CLOSED: (tell_fates,),
    tasks.TASKS_SENT: (tell_fates,),
    tasks.TASKS_ANSWERED: (tell_fates,),
    tasks.TASKS_SETTLED: (tell_fates,),
    tasks.TASKS_RETURNED: (tell_fates,),
    tasks.TASKS_WITHDRAWN: (tell_fates,),
}
JOURNEY: dict[str, tuple[Step, ...]] = {kind.code: steps for kind, steps in FOLLOWS.items()}
