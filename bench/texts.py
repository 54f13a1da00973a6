"""German texts of invented events: the same number gives the same texts, words are as varied as in real programmes."""

from random import Random
from typing import NamedTuple

FIRST = (
    *("Wasserstoff", "Batteriezell", "Halbleiter", "Leichtbau", "Photonik", "Sensor", "Laser", "Kunststoff", "Textil", "Stahl"),
    *("Biomasse", "Windkraft", "Brennstoffzellen", "Quanten", "Roboter", "Drohnen", "Hafen", "Bahn", "Luftfahrt", "Medizin"),
    *("Impfstoff", "Protein", "Holz", "Papier", "Beton", "Glas", "Klima", "Wärme", "Strom", "Speicher", "Daten", "Cloud"),
    *("Maschinenbau", "Werkzeug", "Druck", "Verpackungs", "Lebensmittel", "Wasser", "Kreislauf", "Recycling"),
)
SECOND = (
    *("technologie", "fertigung", "forschung", "wirtschaft", "prüfung", "entwicklung", "anwendung", "sicherheit", "planung"),
    *("logistik", "werkstatt", "produktion", "versorgung", "messtechnik", "simulation", "steuerung", "qualität", "beschichtung"),
    *("aufbereitung", "nutzung", "ausbildung", "normung", "erprobung", "vernetzung", "optimierung", "infrastruktur"),
)
WHAT_HAPPENS = (
    "Fachleute aus Betrieben und Hochschulen zeigen, wo die {a} heute steht und was bis zur Serie noch fehlt.",
    "Wir öffnen die {a} und führen in kleinen Gruppen durch Labor, Halle und Leitstand.",
    "An drei Stationen probieren die Gäste aus, wie {a} und {b} ineinandergreifen.",
    "Der Vormittag gehört der {a}, der Nachmittag dem Gespräch mit den Partnern aus der {b}.",
    "Gezeigt werden Ergebnisse aus der {a}, die sich ohne große Investition übernehmen lassen.",
    "Eine Runde aus Forschung und Verwaltung klärt, welche Förderung die {a} jetzt braucht.",
)
FOR_WHOM = (
    "Eingeladen sind Unternehmen, die mit der {b} beginnen wollen, und alle, die ihre Fragen mitbringen.",
    "Wer die {b} schon nutzt, findet hier Gleichgesinnte und einen Blick hinter die Kulissen.",
    "Vorkenntnisse sind nicht nötig; Fragen zur {b} sind jederzeit willkommen.",
    "Schülerinnen und Schüler erfahren, welche Berufe die {b} bietet.",
)
# Every second event has the first sentence, and with it COMMON_WORD.
COMMON_WORD = "Mittelstand"
HALVES = (
    "Im Mittelpunkt steht, was der Mittelstand davon hat und wie ein erster Versuch gelingt.",
    "Im Mittelpunkt steht, was die Region davon hat und wie ein erster Versuch gelingt.",
)
AT_THE_END = (
    "Zum Schluss bleibt Zeit für Gespräche bei Kaffee und belegten Broten, auf Wunsch auch für einen Rundgang.",
    "Die Unterlagen stehen danach zum Herunterladen bereit, die Vorträge werden aufgezeichnet.",
    "Anschließend laden die Gastgeber zu einem Imbiss und zum Austausch über gemeinsame Vorhaben ein.",
)
TITLES = (
    *("{a} zum Anfassen", "{a} trifft {b}", "Neue Wege der {a}", "{a}: vom Labor in die Halle"),
    *("Blick in die {a}", "{a} und {b} im Gespräch"),
)


class Texts(NamedTuple):
    """The texts of one event; the description has about 400 characters."""

    title: str
    summary: str
    description: str


def texts_of(number: int) -> Texts:
    """The texts of the event with this number."""
    dice = Random(f"texts {number}")  # noqa: S311
    words = {"a": _compound(dice), "b": _compound(dice)}
    summary, happens = dice.sample(WHAT_HAPPENS, 2)
    title = dice.choice(TITLES).format(**words)
    sentences = [happens, HALVES[number % 2], dice.choice(FOR_WHOM), dice.choice(AT_THE_END)]
    return Texts(f"{title} ({number})", summary.format(**words), " ".join(sentences).format(**words))


def _compound(dice: Random) -> str:
    return dice.choice(FIRST) + dice.choice(SECOND)
