"""Other languages are refused; English that doesn't look like it is read."""

from __future__ import annotations

import pytest

from onrecord.errors import LanguageError
from onrecord.text.language import check_language

OTHERS = [
    ("de", "Die Brücke bleibt bis zum Frühjahr gesperrt, sagte die Bürgermeisterin am Montag. Das war in der Stadt so erwartet worden, an dem Ort will man nun handeln. "),
    ("fr", "Le pont restera fermé jusqu'au printemps, a déclaré lundi la maire. On a vu que les habitants de la ville sont en colère, a dit un élu. "),
    ("es", "El puente seguirá cerrado hasta la primavera, dijo el lunes la alcaldesa. He aquí lo que ha pedido a los vecinos. "),
    ("pt", "A ponte ficará fechada até à primavera, disse na segunda-feira a presidente da câmara. Os moradores pediram que a obra fosse feita no verão. "),
    ("it", "Il ponte resterà chiuso fino a primavera, ha detto lunedì la sindaca. I cittadini, a maggioranza, avevano chiesto i lavori per l'estate. "),
    ("nl", "De brug blijft tot het voorjaar dicht, zei de burgemeester maandag. Het was in de stad al bekend, en we had er op gewacht. "),
    ("ru", "Мост останется закрытым до весны, заявила в понедельник мэр города. Жители просили провести ремонт летом, когда мало машин. "),
    ("zh", "市长周一表示，大桥将关闭至春季。居民要求在夏天进行维修。"),
    ("ar", "قالت رئيسة البلدية يوم الاثنين إن الجسر سيظل مغلقا حتى الربيع بعد أن وجد المهندسون شقوقا فيه. "),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), OTHERS, ids=[o[0] for o in OTHERS])
def test_other_languages_are_named(language: str, text: str) -> None:
    with pytest.raises(LanguageError, match=rf"\({language}\)"):
        check_language(text * 6)


ENGLISH = [
    ("running text", "The bridge will stay shut until spring, the mayor said on Monday, and nobody in the town was surprised. " * 3),
    ("scores", "Harrow Falls 3, Larkin 1. Goals: Pell 12, Okafor 33, Moreau 71; Thorsby 80. Yellow cards: Castellane, Whitlock, Ferreira. Results: Millbrook 2 Eastham 2; Greyhaven 0 Northport 5. " * 2),
    ("a list of names", "Present: Imelda Roscoe (mayor), Gordon Pell, Lucille Okafor, Ruben Thorsby, Annika Moreau, Priya Calloway, Magnus Ferreira, Clara Ferreira. Absent: Dana Whitlock. Votes: Roscoe yes, Pell no, Okafor yes, Thorsby yes. "),
    ("headline language", "Mayor slams toll plan. Council backs bridge repair. Ferry captain denies storm claim. Harbour office rejects account, releases log. Mill owner faces questions over flats. " * 2),
    ("a foreign quotation", "The mayor spoke to the visitors in their own language on Monday. “Die Brücke bleibt bis zum Frühjahr gesperrt,” she told them, and they nodded and went back to the hotel. " * 2),
    ("too short to tell", "Brücke gesperrt"),
    ("nothing", ""),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text"), ENGLISH, ids=[e[0] for e in ENGLISH])
def test_english_is_read(reason: str, text: str) -> None:
    check_language(text)
