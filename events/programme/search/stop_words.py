"""Words that a query may contain without asking for them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GERMAN = _words("""
    aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bin bis
    bist da dabei dadurch daher damit dann darauf darum das dass dein deine dem den denn der deren des dessen die dies diese
    diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwa euch euer eure fuer für gegen gibt
    habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden
    jeder jedes jener jetzt kann kein keine keinem keinen keiner koennen können man mein meine mich mir mit muss nach nicht noch
    nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so sogar solche solchen soll sollen sollte sonst ueber
    um und uns unser unsere unserem unseren unter vom von vor wann war waren warum was wegen weil welche welchem welchen welcher
    welches wenn wer werde werden wie wieder will wir wird wo wurde wurden während waehrend zu zum zur zwar zwischen über
""")
_ENGLISH = _words("""
    a about above after again all also an and any are as at be because been before being below between both but by can could did
    do does doing down during each for from further had has have having he her here hers him his how i if in into is it its itself
    me more most my no nor not of off on once only or other our ours out over own same she should so some such than that the their
    theirs them then there these they this those through to too under until up very was we were what when where which while who
    whom why will with would you your yours
""")

# Words of the other language that mean something in this one: "IT-Sicherheit", "Hat", "Rat".
_OTHERWISE = {
    "de": frozenset(["it", "all", "her", "off", "own", "i"]),
    "en": frozenset(["die", "hat", "man", "war", "bin", "also", "will", "im"]),
}
STOP_WORDS = {"de": (_GERMAN | _ENGLISH) - _OTHERWISE["de"], "en": (_ENGLISH | _GERMAN) - (_OTHERWISE["en"] - _ENGLISH)}


def is_stop_word(surface: str, language: str) -> bool:
    """Whether a search in texts of `language` passes over this word; "IT" in capitals is a name in either."""
    return surface.lower() in STOP_WORDS[language] and not (len(surface) > 1 and surface.isupper())
