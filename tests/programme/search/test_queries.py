"""German queries, with what must be found and what must not.

A line of MADE: query | texts that are found, parted by ; | texts that are not. A line of DEMO: query | beginnings of titles
of invented entries that are found | of such that are not.
The last word may be the beginning of one, unless it ends in _. To add a case, add a line.
"""

from collections.abc import Iterator
from functools import cache

import pytest

from clusterweek.contents.tables import rows
from events.programme.models import Synonym
from events.programme.search import Synonyms, TextIndex, Texts, parse
from tests.programme.search.made import keys, texts

MADE = """
# upper and lower case
wasserstoff            | Wasserstoff; WASSERSTOFF; wasserstoff        | Sauerstoff
PHOTONIK               | Photonik in Jena                             | Foto
# ä = ae = a, ß = ss
München                | München; Muenchen; Munchen                   | Munster
Muenchen               | München; Muenchen; Munchen                   | Mühle
Munchen                | München; Muenchen; Munchen                   | Mond
gruene Chemie          | Grüne Chemie; gruene Chemie                  | graue Chemie
Straße                 | Strasse; Straße; STRASSE                     | Strahl
Maßanfertigung         | Massanfertigung                              | Anfertigung
Michael                | Michael; Michaels Labor                      | Milch
neue                   | neue Wege; Neues; das Neue                   | Neurologie im Labor
Quelle                 | Quelle; Quellen                              | Quark
Café                   | Café; Cafe                                   | Kaffee
Feuer                  | Feuer und Flamme; Feuerwehr                  | Fürth
Größe                  | Groesse; Größe; Grosse                       | Gras
# stems
Technologien           | Technologie; Technologien                    | Technik
Netzwerk               | Netzwerke; des Netzwerks; Netzwerken         | Netz
Fabriken               | Fabrik; Modellfabrik                         | Fabel
Häuser                 | Haus am See; Krankenhaus; Häusern            | Hase
digitale               | digital; digitaler Wandel; Digitales         | Analoges
Messen                 | Messe Hannover; Messen                       | Maß
Förderung              | Förderungen; der Förderung                   | Fordismus
# parts of compounds
technologie            | Wasserstofftechnologie; Biotechnologien; Nanotechnologie  | technisch; Technik
fertigung              | Batteriezellfertigung; Fertigungstechnik         | anfertigen; Verfahren
Druck                  | 3D-Druck; Drucksensor; Siebdruck             | beeindruckend; beeindruckt; ausgedacht
Wasserstoff            | Wasserstofftechnologie; Wasserstoffzug       | Stoffwechsel
Wärme                  | Abwärme; Fernwärme; Wärmepumpe               | Schwärmen
Energie                | Energiewende; Bioenergie; Elektroenergie     | Synergie
Elektronik             | Mikroelektronik; Leistungselektronik         | Elektriker
Maschinenbau           | Sondermaschinenbau; Maschinenbauer           | Maschinen; Bau
Zelle                  | Brennstoffzelle; Solarzellen                 | Karussell; Zoll
Zell                   | Batteriezellfertigung                        | Zollamt
Sensoren               | Sensorik; Sensor; Quantensensoren; Sensordaten | Senat
Stadt                  | Altstadt; Stadtwerke                         | erstattet
Messe                  | Industriemesse; Messestand; Messe            | Messung; Messtechnik; angemessen
Licht                  | Licht; Lichttechnik; Tageslicht              | ermöglicht; veröffentlicht; verpflichtet
Reise                  | Reise; Studienreise                          | Kreise; Preise
Wein                   | Wein; Rotwein; Weinbau                       | Schwein
Tier                   | Tier; Tierwohl; Haustiere                    | studieren; zertifizieren
Auto_                  | Auto; Elektroauto; Autobahn                  | Automatisierung; autonom; Autor
Kunst_                 | Kunst; Kunsthalle                            | Kunststoff
Test                   | Test; Testfeld; Softwaretest                 | Protest; spätestens
Halle                  | Halle; Werkhalle; Hallen                     | Challenge
Land_                  | Land; Ackerland; Landwirtschaft              | Laden
Weise                  | Weise                                        | möglicherweise; beispielsweise
Kommunikation          | Unternehmenskommunikation                    | Kommune
Robotern               | Roboter; Pflegeroboter; Roboterarm           | Robbe
Kunststoffe            | Kunststofftechnik; Biokunststoff             | Klebstoffe
Daten                  | Datenschutz; Gesundheitsdaten; Daten         | Diät
# hyphens
3D-Druck               | 3D-Druck; 3D Druck; 3DDruck; additive Fertigung | Druck in 3D
Elektro-Mobilität      | Elektromobilität; E-Mobilität                | Mobilität
Frühstück              | Business-Frühstück                           | Früh am Stück
e-mobilität            | E-Mobilität; Elektromobilität; E-Mobilitätskonzept | Mobilität
Cluster                | Cross-Cluster-Veranstaltung; Clustertreffen  | Klausur
Luftfahrt              | Luft- und Raumfahrt                          | Luft; Fahrt
Bürger                 | Bürger*innen; Bürgerinnen; Bürgerdialog      | Büro
Schülerinnen           | Schüler:innen; Schülerinnen                  | Schwester
# the beginning of a word, while typing
batt                   | Batterie; Batteriezelle                      | Rabatt
wiss                   | Wissen; Wissenschaft                         | gewiss
pho                    | Photonik                                     | Symphonie
mün                    | München; Muenster                            | Kamin
Wasserst               | Wasserstoff; Wasserstoffzug                  | Wasser
neue Tech              | Neue Technologie                             | Neue Wege; Technologie
3D-Dru                 | 3D-Druck                                     | 3D
# several words narrow
Wasserstoff Bremen     | Wasserstoff in Bremen; Bremer Wasserstofftage in Bremen | Wasserstoff; Bremen
KI Mittelstand         | KI im Mittelstand; künstliche Intelligenz für KMU | KI; Mittelstand
# phrases
"Tag der offenen Tür"  | Ein Tag der offenen Tür; am TAG DER OFFENEN TÜR | offene Tür am Tag der Chemie
„Industrie 4.0“        | Plattform Industrie 4.0                      | Industrie 4; 4.0 Industrie; Industrie mit 4.0
»neue Wege«            | Neue Wege im Leichtbau                       | Wege, neue; neue, andere Wege
“neue Wege” Chemie     | Chemie: neue Wege                            | neue Wege; Chemie, Wege, neue
"3D-Druck"             | 3D-Druck; 3D Druck                           | additive Fertigung; Druck
"KI"                   | KI im Betrieb                                | künstliche Intelligenz; Kinder
"Druck"                | Druck                                        | Drucksensor
"ohne Ende             | Arbeit ohne Ende                             | Arbeit
# synonyms, both ways, of several words too
KI                     | künstliche Intelligenz; mit künstlicher Intelligenz; AI      | Intelligenz, künstliche; Künstler
künstliche Intelligenz | KI im Betrieb; AI; künstliche und echte Intelligenz | Intelligenz
AI                     | KI; künstliche Intelligenz                   | Mai
H2                     | Wasserstoff; Hydrogen; Wasserstofftechnologie | H; CO2
Wasserstoff            | H2-Tankstelle; hydrogen                      | O2
additive Fertigung     | 3D-Druck; 3D-Drucker                         | Fertigung
IoT                    | Internet der Dinge                           | Internet; Dinge; Idiot
Mittelstand            | KMU; kleine und mittlere Unternehmen         | Unternehmen
Akku_                  | Batterie; Batteriespeicher; Akku             | Akkord
Solarenergie           | Photovoltaik; PV-Anlage                      | Energie
F&E                    | Forschung und Entwicklung; FuE; F&E          | Forschung
Industrie 4.0          | Smart Factory; Industrie 4.0                 | Industrie
# short words are whole words
KI                     | KI; KI-Labor; Die KI.                        | Kinder; Kino; Ski
IT                     | IT; IT-Sicherheit                            | mit; Italien; Item
AR                     | AR; AR-Brille                                | Arbeit; klar
5G                     | 5G; 5G-Campusnetz                            | 25G; G5
VR                     | VR-Brille; virtuelle Welten                  | Avr
# numbers and signs
4.0                    | Industrie 4.0                                | 4; 14.0; 40
3D                     | 3D-Druck; 3D                                 | 13D; D3
CO2                    | CO2; CO₂; CO2-neutral                        | CO; O2
C++                    | C++; C++-Kurs                                | C; Chemie
2019                   | Clusterwoche 2019                            | 2018; 12019
# stop words
KI für den Mittelstand | KI im Mittelstand                            | KI für den Handel
der und die            | der Tag und die Nacht                        | Tag
wie                    | Wie geht das?                                | Wiese
Was ist Wasserstoff?   | Wasserstoff                                  | Was ist Chemie?
IT für Schulen         | IT an Schulen                                | für Schulen
the hydrogen           | Wasserstoff                                  | the
# signs that mean nothing
(Wasserstoff)*         | Wasserstoff                                  | Sauerstoff
Chemie/Physik          | Chemie und Physik                            | Chemie
"".„“ Laser            | Laser                                        | Glas
"""

DEMO = """
Wasserstoff            | Was Wasserstoff kann; Bahntechnik im Wandel  | Enzyme aus dem Moor
Quantensensoren        | Quantensensoren auf dem Weg                  | Sensoren auf der Haut
sensoren               | Quantensensoren auf dem Weg; Sensoren auf der Haut; Stadt der Sensoren | Enzyme aus dem Moor
fertigung              | Vom Rohling zum Getriebe; Losgröße eins      | Nachts im Paketzentrum
künstliche Intelligenz | Mittagspause mit KI                          | Nachts im Paketzentrum
machine learning       | Maschinelles Lernen für den Mittelstand      | Uhrwerke und Unruhen
"Tag der offenen Tür"  | Reinraum zum Anfassen                        | Uhrwerke und Unruhen
IT Sicherheit          | IT-Sicherheit für Handwerksbetriebe          | Mittagspause mit KI
Satelliten             | Ein Satellit auf dem Prüftisch; Satellitendaten für Landwirtschaft | Uhrwerke und Unruhen
Batterie               | Batterien ein zweites Leben; Vom Windrad zum Speicher | Uhrwerke und Unruhen
Kohlendioxid           | Beton, der Kohlendioxid bindet               | Stahl ohne Kohle
Kreislauf Kunststoff   | Kunststoffe im Kreislauf                     | Spritzguss verstehen
Gruenderinnen          | Gründerinnen der Digitalwirtschaft           | Uhrwerke und Unruhen
Logistik               | Letzte Meile, leise Meile; Nachts im Paketzentrum | Holz kann mehr
"""


@cache
def office_synonyms() -> Synonyms:
    """The first list of the office, as `manage.py setup` brings it."""
    return Synonyms(Synonym(**row).expressions for row in rows("synonyms"))


def cases(table: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Query, texts that are found, texts that are not."""
    for line in table.strip().splitlines():
        if not line.startswith("#"):
            query, found, not_found = (cell.strip() for cell in line.split("|"))
            yield query.replace("_", " "), [text.strip() for text in found.split(";")], [text.strip() for text in not_found.split(";")]


@cache
def demo() -> tuple[TextIndex, dict[int, str]]:
    """The invented entries of the demo: index and titles by key."""
    table = dict(enumerate(rows("examples/events"), start=1))
    entries = {
        key: Texts(row["title"], "", f"{row['technology_fields']}; {row['format']}", "", row["summary"]) for key, row in table.items()
    }
    return TextIndex.build("de", entries.items(), office_synonyms()), {key: row["title"] for key, row in table.items()}


@pytest.mark.parametrize(("query", "found", "not_found"), list(cases(MADE)))
def test_a_query_finds_these_texts_and_not_those(query, found, not_found):
    made = TextIndex.build("de", enumerate(map(texts, [*found, *not_found])), office_synonyms())

    assert keys(made.search(parse(query))) == list(range(len(found)))


@pytest.mark.parametrize(("query", "found", "not_found"), list(cases(DEMO)))
def test_a_query_finds_these_entries_of_the_demo(query, found, not_found):
    index, titles = demo()

    hits = [titles[key] for key in keys(index.search(parse(query)))]

    assert [title for title in found if not any(hit.startswith(title) for hit in hits)] == []
    assert [title for title in not_found if any(hit.startswith(title) for hit in hits)] == []
    assert [title for title in [*found, *not_found] if not any(known.startswith(title) for known in titles.values())] == []
