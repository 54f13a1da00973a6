"""What every address of the back office answers each role, written by hand."""

from collections.abc import Iterator

# The objects belong to BY, with HE asked as a partner, and SN, which has declined: the roles are nobody, a coordinator
# of BW, of SN, of HE and of BY, the office, and an administrator.
ROLES = ("nobody", "stranger", "declined", "partner", "own", "office", "administrator")

# address, answers to GET in the order of the roles | answers to POST
MATRIX = """
index                    302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
login                    302 302 302 302 302 302 302 | 302 302 302 302 302 302 302
logout                   302 302 302 302 302 302 302 | 302 302 302 302 302 302 302
autocomplete             302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
jsi18n                   302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
app_list                 302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
search                   302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
review_queue             302 403 403 403 403 200 200 | 302 403 403 403 403 302 302
handbook                 302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
handbook_page            302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
handbook_picture         302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
(?P<url>.*)$             302 404 404 404 404 404 404 | 302 404 404 404 404 404 404

review_queue_export      302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
numbers_export           302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
coverage_export          302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
imports                  302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
import_template          302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
import                   302 404 404 404 200 404 404 | 302 404 404 404 302 404 404
import_marked            302 404 404 404 200 404 404 | 302 405 405 405 405 405 405
import_again             302 405 405 405 405 405 405 | 302 404 404 404 302 404 404
import_take_back         302 405 405 405 405 405 405 | 302 404 404 404 302 404 404

numbers                  302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
changes                  302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
undo_change              302 403 403 403 403 405 405 | 302 403 403 403 403 302 302
coverage                 302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
release                  302 403 403 403 403 200 200 | 302 403 403 403 403 302 302
edition_release          302 403 403 403 403 200 200 | 302 403 403 403 403 302 302
give_preview             302 403 403 403 403 405 405 | 302 403 403 403 403 302 302
revoke_preview           302 403 403 403 403 405 405 | 302 403 403 403 403 302 302
earlier                  302 200 200 200 200 200 200 | 302 302 302 302 302 302 302
clone_edition            302 403 403 403 403 200 200 | 302 403 403 403 403 200 200
edition_coverage         302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
coverage_gap             302 403 403 403 403 200 200 | 302 403 403 403 403 405 405
coverage_reminder        302 403 403 403 403 200 200 | 302 403 403 403 403 200 200

events_event_changelist       302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_event_export           302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_event_add              302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_event_change           302 404 404 200 200 200 200 | 302 404 404 403 200 200 200
events_event_delete           302 404 404 403 403 403 403 | 302 404 404 403 403 403 403
events_event_history          302 404 404 403 200 200 200 | 302 404 404 403 200 200 200
events_event_simple_history   302 404 404 403 200 200 200 | 302 405 405 405 405 405 405
events_event_review           302 404 404 403 403 200 200 | 302 404 404 403 403 200 200
events_event_bulk            302 405 405 405 405 405 405 | 302 302 302 302 302 302 302
events_event_bin             302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_event_empty_bin       302 405 405 405 405 405 405 | 302 403 403 403 403 302 302
events_event_take_out        302 405 405 405 405 405 405 | 302 404 404 404 302 302 302
events_event_version         302 404 404 403 200 200 200 | 302 404 404 403 302 302 302
events_event_picture          302 404 404 200 200 200 200 | 302 405 405 405 405 405 405
events_event_express          302 404 404 403 200 200 200 | 302 404 404 403 200 200 200
events_event_take_back        302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_event_withdraw         302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_event_answer           302 405 405 405 405 405 405 | 302 404 404 302 403 302 302
events_event_submit           302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_event_comment          302 405 405 405 405 405 405 | 302 404 404 302 302 302 302
events_event_hand_over        302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_event_copy             302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_event_outcomes         302 200 200 200 200 200 200 | 302 302 302 302 302 302 302
events_event_doubles          302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_event_double           302 405 405 405 405 405 405 | 302 404 404 403 404 404 404
events_event_preview          302 404 404 200 200 200 200 | 302 405 405 405 405 405 405

events_stand_changelist       302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_stand_export           302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_stand_add              302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_stand_change           302 404 404 200 200 200 200 | 302 404 404 403 200 200 200
events_stand_delete           302 404 404 403 200 200 200 | 302 404 404 403 302 302 302
events_stand_history          302 404 404 403 200 200 200 | 302 404 404 403 200 200 200
events_stand_simple_history   302 404 404 403 200 200 200 | 302 405 405 405 405 405 405
events_stand_review           302 404 404 403 403 200 200 | 302 404 404 403 403 200 200
events_stand_bulk            302 405 405 405 405 405 405 | 302 302 302 302 302 302 302
events_stand_bin             302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_stand_empty_bin       302 405 405 405 405 405 405 | 302 403 403 403 403 302 302
events_stand_take_out        302 405 405 405 405 405 405 | 302 404 404 404 302 302 302
events_stand_version         302 404 404 403 200 200 200 | 302 404 404 403 302 302 302
events_stand_picture          302 404 404 200 200 200 200 | 302 405 405 405 405 405 405
events_stand_take_back        302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_stand_withdraw         302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_stand_answer           302 405 405 405 405 405 405 | 302 404 404 302 403 302 302
events_stand_submit           302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_stand_comment          302 405 405 405 405 405 405 | 302 404 404 302 302 302 302
events_stand_hand_over        302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_stand_copy             302 405 405 405 405 405 405 | 302 404 404 403 302 302 302
events_stand_doubles          302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_stand_double           302 405 405 405 405 405 405 | 302 404 404 403 404 404 404
events_stand_preview          302 404 404 200 200 200 200 | 302 405 405 405 405 405 405

clusters_cluster_changelist       302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
clusters_cluster_export           302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
clusters_cluster_add              302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
clusters_cluster_change           302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
clusters_cluster_delete           302 404 404 404 403 403 403 | 302 404 404 404 403 403 403
clusters_cluster_history          302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
clusters_cluster_simple_history   302 404 404 404 200 200 200 | 302 405 405 405 405 405 405

contacts_contactperson_changelist       302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
contacts_contactperson_export           302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
contacts_contactperson_add              302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
contacts_contactperson_change           302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
contacts_contactperson_delete           302 404 404 404 403 403 403 | 302 404 404 404 403 403 403
contacts_contactperson_history          302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
contacts_contactperson_simple_history   302 404 404 404 200 200 200 | 302 405 405 405 405 405 405

events_organiserlink_changelist   302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_organiserlink_export       302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_organiserlink_add          302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_organiserlink_change       302 404 404 404 200 200 200 | 302 403 403 403 403 403 403
events_organiserlink_delete       302 403 403 403 403 403 403 | 302 403 403 403 403 403 403
events_organiserlink_history      302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
events_organiserlink_revoke       302 405 405 405 405 405 405 | 302 404 404 404 302 302 302
events_organiserlink_adopt        302 405 405 405 405 405 405 | 302 404 404 404 302 302 302

events_feed_changelist        302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_feed_export            302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
events_feed_add               302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
events_feed_change            302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
events_feed_delete            302 404 404 404 200 200 200 | 302 404 404 404 302 302 302
events_feed_history           302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
events_feed_simple_history     302 404 404 404 200 200 200 | 302 405 405 405 405 405 405
events_feed_mapping           302 404 404 404 200 200 200 | 302 404 404 404 200 200 200
events_feed_fetch             302 405 405 405 405 405 405 | 302 404 404 404 302 302 302
events_feed_switch            302 405 405 405 405 405 405 | 302 404 404 404 302 302 302

pages_page_preview            302 405 405 405 405 405 405 | 302 404 404 404 404 200 200
pages_page_delivered          302 404 404 404 404 200 200 | 302 404 404 404 404 302 302
pages_page_review             302 404 404 404 404 200 200 | 302 404 404 404 404 400 400
translations                  302 403 403 403 403 200 200 | 302 403 403 403 403 405 405

pages_report_changelist       302 200 200 200 200 200 200 | 302 200 200 200 200 200 200
pages_report_export           302 200 200 200 200 200 200 | 302 405 405 405 405 405 405
pages_report_add              302 403 403 403 403 403 403 | 302 403 403 403 403 403 403
pages_report_change           302 404 404 404 200 200 200 | 302 404 404 404 302 302 302
pages_report_delete           302 404 404 404 403 200 200 | 302 404 404 404 403 302 302
pages_report_history          302 404 404 404 200 200 200 | 302 404 404 404 200 200 200

accounts_user_changelist      302 403 403 403 403 200 200 | 302 403 403 403 403 200 200
accounts_user_export          302 403 403 403 403 200 200 | 302 405 405 405 405 405 405
accounts_user_add             302 403 403 403 403 200 200 | 302 403 403 403 403 200 200
accounts_user_change          302 403 403 403 403 200 200 | 302 403 403 403 403 200 200
accounts_user_delete          302 403 403 403 403 403 403 | 302 403 403 403 403 403 403
accounts_user_history         302 404 404 404 404 200 200 | 302 404 404 404 404 200 200
accounts_user_invite          302 405 405 405 405 405 405 | 302 404 404 404 404 302 302
accounts_user_reset_second_factor  302 405 405 405 405 405 405 | 302 404 404 404 404 302 302

outbox_message_send_again     302 405 405 405 405 405 405 | 302 404 404 404 404 302 302
"""

# The same for nouns of the office, by what it may do with them.
OFFICE_ALONE = """
_changelist       302 403 403 403 403 200 200 | 302 403 403 403 403 200 200
_export           302 403 403 403 403 200 200 | 302 405 405 405 405 405 405
_history          302 404 404 404 404 200 200 | 302 404 404 404 404 200 200
"""
RECORDED = """
_simple_history   302 404 404 404 404 200 200 | 302 405 405 405 405 405 405
"""
ADDED = """
_add              302 403 403 403 403 200 200 | 302 403 403 403 403 200 200
"""
NOT_ADDED = """
_add              302 403 403 403 403 403 403 | 302 403 403 403 403 403 403
"""
CHANGED = """
_change           302 403 403 403 403 200 200 | 302 403 403 403 403 200 200
"""
READ = """
_change           302 403 403 403 403 200 200 | 302 403 403 403 403 403 403
"""
DELETED = """
_delete           302 403 403 403 403 200 200 | 302 403 403 403 403 302 302
"""
NOT_DELETED = """
_delete           302 403 403 403 403 403 403 | 302 403 403 403 403 403 403
"""
OFFICE_NOUNS = {
    "clusters_technologyfield": (RECORDED, ADDED, CHANGED, DELETED),
    "clusters_fundingprogramme": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_eventformat": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_audience": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_eventlanguage": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_synonym": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_tradefair": (RECORDED, ADDED, CHANGED, DELETED),
    "events_deadlineextension": (RECORDED, ADDED, CHANGED, DELETED),
    "programme_edition": (RECORDED, ADDED, CHANGED, NOT_DELETED),
    "programme_currentedition": (RECORDED, NOT_ADDED, CHANGED, NOT_DELETED),
    "pages_news": (RECORDED, ADDED, CHANGED, DELETED),
    "pages_page": (RECORDED, NOT_ADDED, CHANGED, NOT_DELETED),
    "programme_publishedevent": (NOT_ADDED, READ, NOT_DELETED),
    "editorial_decision": (NOT_ADDED, READ, NOT_DELETED),
    "outbox_message": (NOT_ADDED, READ, NOT_DELETED),
    "accounts_secondfactorreset": (NOT_ADDED, READ, NOT_DELETED),
    "editorial_textmodule": (RECORDED, ADDED, CHANGED, DELETED),
}


def lines(text: str, prefix: str = "") -> Iterator[tuple[str, list[int], list[int]]]:
    """Address, answers to GET and answers to POST of each line of a table."""
    for line in text.strip().splitlines():
        if line:
            read, posted = line.split("|")
            name, *answers = read.split()
            yield prefix + name, [int(code) for code in answers], [int(code) for code in posted.split()]


def expectations() -> dict[str, tuple[list[int], list[int]]]:
    """The answers to GET and POST, in the order of the roles, by address."""
    table = {name: (read, posted) for name, read, posted in lines(MATRIX)}
    for noun, parts in OFFICE_NOUNS.items():
        for part in (OFFICE_ALONE, *parts):
            table.update({name: (read, posted) for name, read, posted in lines(part, noun)})
    return table
