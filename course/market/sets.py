"""The real card sets of the market: id, name, series, release date, era and size.

Facts, as public card lists give them (state of early 2026). Sets with few cards (restaurant promotions,
trainer kits, POP series, energies) are left out. `era` groups the series the way prices do, 1 (1999-2003) to
9 (2025-26)."""

from functools import lru_cache

import pandas as pd

# id | name | series | release date | era | cards | printed total
_TABLE = """
base1|Base|Base|1999-01-09|1|102|102
base2|Jungle|Base|1999-06-16|1|64|64
basep|Wizards Black Star Promos|Base|1999-07-01|1|53|53
base3|Fossil|Base|1999-10-10|1|62|62
base4|Base Set 2|Base|2000-02-24|1|130|130
base5|Team Rocket|Base|2000-04-24|1|83|82
gym1|Gym Heroes|Gym|2000-08-14|1|132|132
gym2|Gym Challenge|Gym|2000-10-16|1|132|132
neo1|Neo Genesis|Neo|2000-12-16|1|111|111
neo2|Neo Discovery|Neo|2001-06-01|1|75|75
neo3|Neo Revelation|Neo|2001-09-21|1|66|64
neo4|Neo Destiny|Neo|2002-02-28|1|113|105
base6|Legendary Collection|E-Card|2002-05-24|1|110|110
ecard1|Expedition Base Set|E-Card|2002-09-15|1|165|165
ecard2|Aquapolis|E-Card|2003-01-15|1|182|147
ecard3|Skyridge|E-Card|2003-05-12|1|182|144
ex1|Ruby & Sapphire|EX|2003-07-01|2|109|109
ex2|Sandstorm|EX|2003-09-18|2|100|100
np|Nintendo Black Star Promos|EX|2003-10-01|2|40|40
ex3|Dragon|EX|2003-11-24|2|100|97
ex4|Team Magma vs Team Aqua|EX|2004-03-01|2|97|95
ex5|Hidden Legends|EX|2004-06-01|2|102|101
ex6|FireRed & LeafGreen|EX|2004-09-01|2|116|112
ex7|Team Rocket Returns|EX|2004-11-01|2|111|109
ex8|Deoxys|EX|2005-02-01|2|108|107
ex9|Emerald|EX|2005-05-01|2|107|106
ex10|Unseen Forces|EX|2005-08-01|2|145|115
ex11|Delta Species|EX|2005-10-31|2|114|113
ex12|Legend Maker|EX|2006-02-01|2|93|92
ex13|Holon Phantoms|EX|2006-05-01|2|111|110
ex14|Crystal Guardians|EX|2006-08-01|2|100|100
ex15|Dragon Frontiers|EX|2006-11-01|2|101|101
ex16|Power Keepers|EX|2007-02-02|2|108|108
dp1|Diamond & Pearl|Diamond & Pearl|2007-05-01|3|130|130
dpp|DP Black Star Promos|Diamond & Pearl|2007-05-01|3|56|56
dp2|Mysterious Treasures|Diamond & Pearl|2007-08-01|3|124|123
dp3|Secret Wonders|Diamond & Pearl|2007-11-01|3|132|132
dp4|Great Encounters|Diamond & Pearl|2008-02-01|3|106|106
dp5|Majestic Dawn|Diamond & Pearl|2008-05-01|3|100|100
dp6|Legends Awakened|Diamond & Pearl|2008-08-01|3|146|146
dp7|Stormfront|Diamond & Pearl|2008-11-01|3|106|100
pl1|Platinum|Platinum|2009-02-11|3|133|127
pl2|Rising Rivals|Platinum|2009-05-16|3|120|111
pl3|Supreme Victors|Platinum|2009-08-19|3|153|147
pl4|Arceus|Platinum|2009-11-04|3|111|99
hgss1|HeartGold & SoulSilver|HeartGold & SoulSilver|2010-02-10|3|124|123
hgss2|HS—Unleashed|HeartGold & SoulSilver|2010-05-12|3|96|95
hgss3|HS—Undaunted|HeartGold & SoulSilver|2010-08-18|3|91|90
hgss4|HS—Triumphant|HeartGold & SoulSilver|2010-11-03|3|103|102
col1|Call of Legends|HeartGold & SoulSilver|2011-02-09|3|106|95
bwp|BW Black Star Promos|Black & White|2011-03-01|4|101|101
bw1|Black & White|Black & White|2011-04-25|4|115|114
bw2|Emerging Powers|Black & White|2011-08-31|4|98|98
bw3|Noble Victories|Black & White|2011-11-16|4|102|101
bw4|Next Destinies|Black & White|2012-02-08|4|103|99
bw5|Dark Explorers|Black & White|2012-05-09|4|111|108
bw6|Dragons Exalted|Black & White|2012-08-15|4|128|124
bw7|Boundaries Crossed|Black & White|2012-11-07|4|153|149
bw8|Plasma Storm|Black & White|2013-02-06|4|138|135
bw9|Plasma Freeze|Black & White|2013-05-08|4|122|116
bw10|Plasma Blast|Black & White|2013-08-14|4|105|101
xyp|XY Black Star Promos|XY|2013-10-12|5|216|211
bw11|Legendary Treasures|Black & White|2013-11-06|4|140|113
xy1|XY|XY|2014-02-05|5|146|146
xy2|Flashfire|XY|2014-05-07|5|110|106
xy3|Furious Fists|XY|2014-08-13|5|114|111
xy4|Phantom Forces|XY|2014-11-05|5|124|119
xy5|Primal Clash|XY|2015-02-04|5|164|160
xy6|Roaring Skies|XY|2015-05-06|5|112|108
xy7|Ancient Origins|XY|2015-08-12|5|101|98
xy8|BREAKthrough|XY|2015-11-04|5|165|162
xy9|BREAKpoint|XY|2016-02-03|5|126|122
g1|Generations|XY|2016-02-22|5|117|83
xy10|Fates Collide|XY|2016-05-02|5|129|124
xy11|Steam Siege|XY|2016-08-03|5|116|114
xy12|Evolutions|XY|2016-11-02|5|113|108
sm1|Sun & Moon|Sun & Moon|2017-02-03|6|173|149
smp|SM Black Star Promos|Sun & Moon|2017-02-03|6|251|248
sm2|Guardians Rising|Sun & Moon|2017-05-05|6|180|145
sm3|Burning Shadows|Sun & Moon|2017-08-05|6|177|147
sm35|Shining Legends|Sun & Moon|2017-10-06|6|81|73
sm4|Crimson Invasion|Sun & Moon|2017-11-03|6|126|111
sm5|Ultra Prism|Sun & Moon|2018-02-02|6|178|156
sm6|Forbidden Light|Sun & Moon|2018-05-04|6|150|131
sm7|Celestial Storm|Sun & Moon|2018-08-03|6|187|168
sm75|Dragon Majesty|Sun & Moon|2018-09-07|6|80|70
sm8|Lost Thunder|Sun & Moon|2018-11-02|6|240|214
sm9|Team Up|Sun & Moon|2019-02-01|6|198|181
det1|Detective Pikachu|Sun & Moon|2019-04-05|6|18|18
sm10|Unbroken Bonds|Sun & Moon|2019-05-03|6|238|214
sm11|Unified Minds|Sun & Moon|2019-08-02|6|261|236
sm115|Hidden Fates|Sun & Moon|2019-08-23|6|69|68
sma|Hidden Fates Shiny Vault|Sun & Moon|2019-08-23|6|94|94
sm12|Cosmic Eclipse|Sun & Moon|2019-11-01|6|272|236
swshp|SWSH Black Star Promos|Sword & Shield|2019-11-15|7|304|307
swsh1|Sword & Shield|Sword & Shield|2020-02-07|7|216|202
swsh2|Rebel Clash|Sword & Shield|2020-05-01|7|209|192
swsh3|Darkness Ablaze|Sword & Shield|2020-08-14|7|201|189
swsh35|Champion's Path|Sword & Shield|2020-09-25|7|80|73
swsh4|Vivid Voltage|Sword & Shield|2020-11-13|7|203|185
swsh45|Shining Fates|Sword & Shield|2021-02-19|7|73|72
swsh45sv|Shining Fates Shiny Vault|Sword & Shield|2021-02-19|7|122|122
swsh5|Battle Styles|Sword & Shield|2021-03-19|7|183|163
swsh6|Chilling Reign|Sword & Shield|2021-06-18|7|233|198
swsh7|Evolving Skies|Sword & Shield|2021-08-27|7|237|203
cel25|Celebrations|Sword & Shield|2021-10-08|7|25|25
swsh8|Fusion Strike|Sword & Shield|2021-11-12|7|284|264
swsh9|Brilliant Stars|Sword & Shield|2022-02-25|7|186|172
swsh10|Astral Radiance|Sword & Shield|2022-05-27|7|216|189
pgo|Pokémon GO|Sword & Shield|2022-07-01|7|88|78
swsh11|Lost Origin|Sword & Shield|2022-09-09|7|217|196
swsh12|Silver Tempest|Sword & Shield|2022-11-11|7|215|195
svp|Scarlet & Violet Black Star Promos|Scarlet & Violet|2023-01-01|8|165|102
swsh12pt5|Crown Zenith|Sword & Shield|2023-01-20|7|160|159
swsh12pt5gg|Crown Zenith Galarian Gallery|Sword & Shield|2023-01-20|7|70|70
sv1|Scarlet & Violet|Scarlet & Violet|2023-03-31|8|258|198
sv2|Paldea Evolved|Scarlet & Violet|2023-06-09|8|279|193
sv3|Obsidian Flames|Scarlet & Violet|2023-08-11|8|230|197
sv3pt5|151|Scarlet & Violet|2023-09-22|8|207|165
sv4|Paradox Rift|Scarlet & Violet|2023-11-03|8|266|182
sv4pt5|Paldean Fates|Scarlet & Violet|2024-01-26|8|245|91
sv5|Temporal Forces|Scarlet & Violet|2024-03-22|8|218|162
sv6|Twilight Masquerade|Scarlet & Violet|2024-05-24|8|226|167
sv6pt5|Shrouded Fable|Scarlet & Violet|2024-08-02|8|99|64
sv7|Stellar Crown|Scarlet & Violet|2024-09-13|8|175|142
sv8|Surging Sparks|Scarlet & Violet|2024-11-08|8|252|191
sv8pt5|Prismatic Evolutions|Scarlet & Violet|2025-01-17|8|180|131
sv9|Journey Together|Scarlet & Violet|2025-03-28|8|190|159
sv10|Destined Rivals|Scarlet & Violet|2025-05-30|8|244|182
rsv10pt5|White Flare|Scarlet & Violet|2025-07-18|8|173|86
zsv10pt5|Black Bolt|Scarlet & Violet|2025-07-18|8|172|86
me1|Mega Evolution|Mega Evolution|2025-09-26|9|188|132
me2|Phantasmal Flames|Mega Evolution|2025-11-14|9|130|94
me2pt5|Ascended Heroes|Mega Evolution|2026-01-30|9|295|131
"""

# Invented, and so are their names: what comes out after the training window, a set a quarter as before it.
_UPCOMING = (
    ("Harbor Lanterns", "2026-08-14"),
    ("Frozen Orchard", "2026-11-13"),
    ("Copper Canyon", "2027-02-12"),
    ("Whispering Reeds", "2027-05-14"),
    ("Glass Desert", "2027-08-13"),
    ("Midnight Ferry", "2027-11-12"),
    ("Thunder Terrace", "2028-02-11"),
    ("Salt Meadow", "2028-05-12"),
)
# Invented: the large set that everybody wants, in the scenario "new_set".
NEW_SET_NAME = "Lighthouse Tides"


def upcoming_sets() -> pd.DataFrame:
    """Return the invented sets of the two years after the training window, like `sets()`."""
    return _invented([(f"iv{k}", name, day) for k, (name, day) in enumerate(_UPCOMING, start=1)])


def new_set(month: str) -> pd.DataFrame:
    """Return the set of the scenario "new_set" (one row, like `sets()`), out on the first day of a month
    ("2026-07")."""
    return _invented([(f"nx{month[2:4]}{month[5:]}", NEW_SET_NAME, f"{month}-01")])


def _invented(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["set_id", "set_name", "set_release_date"])
    return table.assign(series="Mega Evolution", era=9, cards=180, printed=130)


@lru_cache(maxsize=1)
def sets() -> pd.DataFrame:
    """Return one row a set, oldest first: set_id, set_name, series, set_release_date, era, cards, printed."""
    rows = [line.split("|") for line in _TABLE.strip().splitlines()]
    table = pd.DataFrame(
        rows, columns=["set_id", "set_name", "series", "set_release_date", "era", "cards", "printed"]
    )
    return table.astype({"era": int, "cards": int, "printed": int})
