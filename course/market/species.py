"""The Pokemon of the market: generation, card type, stage and base stats are facts of the games.

The printings are real for the sixty most printed Pokemon and estimates for the others. A number in the last
field is how much dearer the Pokemon's cards are than others of the same set and rarity, as measured on real
prices of April 2025; an empty field means the market draws one around the measured bulk of Pokemon (see
`catalogue`)."""

from functools import lru_cache

import pandas as pd

TYPES = {
    "G": "Grass",
    "R": "Fire",
    "W": "Water",
    "L": "Lightning",
    "P": "Psychic",
    "F": "Fighting",
    "D": "Darkness",
    "M": "Metal",
    "N": "Dragon",
    "Y": "Fairy",
    "C": "Colorless",
}

# name, type, stage (0 Basic, 1, 2), attack, defense, speed, printings, price multiplier
_TABLE = {
    1: """
Bulbasaur G 0 49 49 45 33 3.47;Ivysaur G 1 62 63 60 24 2.01;Venusaur G 2 82 83 80 49 2.01
Charmander R 0 52 43 65 46 2.40;Charmeleon R 1 64 58 80 35 2.02;Charizard R 2 84 78 100 104 7.07
Squirtle W 0 48 65 43 33 3.88;Wartortle W 1 63 80 58 25 1.95;Blastoise W 2 83 100 78 45 2.86
Pikachu L 0 55 40 90 177 3.44;Raichu L 1 90 55 110 71;Nidoran_♂ P 0 57 40 50 18
Nidoran_♀ P 0 47 52 41 18;Nidoking P 2 102 77 85 22;Clefairy P 0 45 48 35 36;Vulpix R 0 41 40 65 50
Ninetales R 1 76 75 100 54;Jigglypuff C 0 45 20 20 30;Psyduck W 0 52 48 55 39 2.63
Golduck W 1 82 78 85 31;Growlithe R 0 70 45 60 39;Arcanine R 1 110 80 95 42 1.83;Abra P 0 20 15 90 30
Alakazam P 2 50 45 120 31;Machop F 0 80 50 35 33;Machamp F 2 130 80 55 49;Magnemite L 0 35 70 45 46
Magneton L 1 60 95 70 45;Slowpoke P 0 65 65 15 32;Gastly P 0 35 30 80 32;Haunter P 1 50 45 95 31
Gengar P 2 65 60 110 49 7.07;Onix F 0 45 160 70 28;Voltorb L 0 30 50 100 40;Electrode L 1 50 70 150 46
Exeggutor G 1 95 85 55 48;Cubone F 0 50 95 35 25;Hitmonlee F 0 120 53 87 24;Meowth C 0 45 35 90 57
Persian C 1 70 60 115 35;Mr._Mime P 0 45 65 90 35;Scyther G 0 110 80 105 34;Tauros C 0 100 95 110 35
Magikarp W 0 10 55 80 44 2.24;Gyarados W 1 125 79 81 57 2.12;Lapras W 0 85 80 60 47
Ditto C 0 48 48 48 30 3.86;Eevee C 0 55 50 55 82 3.23;Vaporeon W 1 65 60 65 37 2.93
Jolteon L 1 65 60 130 39 2.33;Flareon R 1 130 60 65 39 2.76;Snorlax C 0 110 65 30 50 3.33
Articuno W 0 85 100 85 44 1.99;Zapdos L 0 90 85 100 45;Moltres R 0 100 90 90 38;Dratini N 0 64 45 50 28
Dragonair N 1 84 65 70 28 1.85;Dragonite N 2 134 95 80 49 2.54;Mewtwo P 0 110 90 130 85 2.73
Mew P 0 100 100 100 49 3.49;Farfetch'd C 0 90 55 60 24;Rattata C 0 56 35 72 22;Pidgey C 0 45 40 56 24
Pidgeot C 2 80 75 101 26;Zubat P 0 45 35 55 32;Oddish G 0 50 55 30 30;Diglett F 0 55 25 95 26
Poliwhirl W 1 65 65 90 24;Geodude F 0 80 100 20 33;Ponyta R 0 85 55 90 33""",
    2: """
Chikorita G 0 49 65 45 24;Cyndaquil R 0 52 43 65 26;Typhlosion R 2 84 78 100 28;Totodile W 0 65 64 43 25
Feraligatr W 2 105 100 78 26;Crobat P 2 90 80 130 35;Pichu L 0 40 15 60 16 3.43;Togepi P 0 20 65 20 24
Ampharos L 2 75 85 55 36;Marill W 0 20 50 40 26;Espeon P 1 65 60 110 38 3.33
Umbreon D 1 65 110 65 44 6.37;Unown P 0 72 48 48 95;Wobbuffet P 0 33 58 33 30;Scizor M 1 130 100 65 35
Heracross G 0 125 75 85 27;Houndoom R 1 90 50 95 45;Skarmory M 0 80 140 70 29
Tyranitar D 2 134 110 61 47 1.95;Lugia C 0 90 130 110 37 3.33;Ho-Oh R 0 130 90 90 36
Celebi G 0 100 100 100 34;Suicune W 0 75 115 85 32;Entei R 0 115 85 100 34;Raikou L 0 85 75 115 32
Stantler C 0 95 62 85 15 0.55;Igglybuff P 0 30 15 15 12 1.91;Steelix M 1 85 200 30 32""",
    3: """
Treecko G 0 45 35 70 27;Torchic R 0 60 40 45 28;Blaziken R 2 120 70 80 33;Mudkip W 0 70 50 40 25
Swampert W 2 110 90 60 28 1.83;Ralts P 0 25 25 40 34;Gardevoir P 2 65 65 80 55 1.89
Shiftry G 2 100 60 80 24 0.57;Sableye D 0 75 75 50 28;Aggron M 2 110 180 50 30
Camerupt R 1 100 70 40 25 0.55;Flygon N 2 100 80 100 30;Altaria N 1 70 90 80 39
Milotic W 1 60 79 81 27 1.85;Absol D 0 130 60 75 34;Exploud C 2 91 63 68 14 0.54
Metagross M 2 135 130 70 33;Latias N 0 80 90 110 33 1.85;Latios N 0 90 80 110 32;Kyogre W 0 100 90 90 34
Groudon F 0 150 140 90 33;Rayquaza N 0 150 90 95 59 2.74;Jirachi M 0 100 100 100 33
Deoxys P 0 150 50 150 37;Wailord W 1 90 45 60 24;Salamence N 2 135 80 100 33""",
    4: """
Turtwig G 0 68 64 31 22;Chimchar R 0 58 44 61 24;Infernape R 2 104 71 108 29;Piplup W 0 51 53 40 24 1.99
Empoleon W 2 86 88 60 27;Bidoof C 0 45 40 31 18 1.89;Luxray L 2 120 79 70 30;Drifloon P 0 50 34 70 26
Garchomp N 2 130 95 102 37 2.06;Lucario F 1 110 70 90 60;Leafeon G 1 110 130 95 34 2.18
Glaceon W 1 60 110 65 32 2.08;Rotom L 0 50 77 91 50;Dialga M 0 120 120 90 46;Palkia W 0 120 100 100 34
Giratina P 0 100 120 90 33 2.92;Heatran R 0 91 106 77 27 0.54;Darkrai D 0 90 90 125 34
Arceus C 0 120 120 120 33 2.43;Shaymin G 0 100 100 100 33;Probopass M 1 55 145 40 17 0.57
Spiritomb P 0 92 108 35 24""",
    5: """
Victini R 0 100 100 100 37;Snivy G 0 45 55 63 18;Tepig R 0 63 45 45 20;Oshawott W 0 55 45 45 20
Zoroark D 1 105 60 105 39;Trubbish P 0 50 62 65 16 1.95;Zekrom L 0 150 120 90 34
Reshiram R 0 120 100 90 39;Kyurem W 0 130 90 95 50;Keldeo W 0 72 90 108 20 0.55
Cobalion M 0 90 129 108 18 0.53;Virizion G 0 90 72 108 20 0.51;Hydreigon D 2 105 90 98 24
Volcarona R 1 60 65 100 24;Chandelure P 2 55 90 80 26;Excadrill F 1 135 60 88 22
Minccino C 0 50 40 75 17;Genesect M 0 120 95 99 24;Sigilyph P 0 58 80 97 18""",
    6: """
Froakie W 0 56 40 71 18;Greninja W 2 95 67 122 34 2.80;Sylveon Y 1 65 65 60 32 3.58
Flabébé Y 0 38 39 42 14;Xerneas Y 0 131 95 99 24;Yveltal D 0 131 95 99 27;Espurr P 0 48 54 68 11 1.83
Trevenant P 1 110 76 56 19 0.53;Volcanion R 0 110 120 70 19 0.56;Aegislash M 2 50 140 60 21
Goodra N 2 100 70 80 17;Dedenne L 0 58 57 101 20""",
    7: """
Rowlet G 0 55 55 42 19;Litten R 0 65 40 70 17;Popplio W 0 54 54 40 18;Mimikyu P 0 90 80 96 29 2.27
Lycanroc F 1 115 65 112 27;Vikavolt L 2 70 90 43 15 0.57;Tapu_Lele P 0 85 75 95 14
Solgaleo M 2 137 107 97 20;Lunala P 2 113 89 97 20;Celesteela M 0 101 103 61 11 0.55
Naganadel P 1 73 73 121 10 0.47;Decidueye G 2 107 75 70 22;Incineroar R 2 115 90 60 19
Necrozma P 0 107 101 79 24""",
    8: """
Grookey G 0 65 50 65 15;Scorbunny R 0 71 40 69 18;Sobble W 0 40 40 70 16;Cinderace R 2 116 75 119 24
Inteleon W 2 85 65 120 21;Corviknight C 2 87 105 67 17;Dragapult N 2 120 75 142 17
Zacian M 0 120 115 138 19;Zamazenta M 0 120 115 138 18;Eternatus D 0 85 95 130 14
Toxtricity L 1 98 70 75 16;Urshifu F 1 130 100 97 15;Cramorant C 0 85 55 85 13;Wooloo C 0 40 55 48 12""",
    9: """
Sprigatito G 0 61 54 65 14;Fuecoco R 0 45 59 36 14;Quaxly W 0 65 45 50 13;Meowscarada G 2 110 70 123 12
Skeledirge R 2 75 100 66 11;Quaquaval W 2 120 80 85 10;Pawmi L 0 50 20 60 10
Maushold C 1 75 70 111 9 1.92;Cyclizar C 0 95 65 121 12 0.55;Tinkaton M 2 75 77 94 12
Gholdengo M 1 60 95 84 10;Miraidon L 0 85 100 135 15;Koraidon F 0 135 115 135 15
Iron_Valiant P 0 130 90 116 10;Roaring_Moon D 0 139 71 119 10;Ogerpon G 0 120 84 110 13
Charcadet R 0 50 40 35 11;Armarouge R 1 60 100 75 9;Ceruledge R 1 125 80 85 10""",
}

# The most productive illustrators of real cards; who drew which invented card is drawn at random.
ILLUSTRATORS = (
    "5ban Graphics",
    "Ken Sugimori",
    "Mitsuhiro Arita",
    "Kagemaru Himeno",
    "Kouki Saitou",
    "Masakazu Fukuda",
    "Ryo Ueda",
    "Atsuko Nishida",
    "Midori Harada",
    "Shin Nagasawa",
    "Naoki Saito",
    "Naoyo Kimura",
    "Tomokazu Komiya",
    "Akira Komayama",
    "Keiji Kinebuchi",
    "Sumiyoshi Kizuki",
    "kawayoo",
    "Yuka Morii",
    "sui",
    "Miki Tanaka",
    "Mizue",
    "Kyoko Umemoto",
    "Hitoshi Ariga",
    "Shigenori Negishi",
)
ILLUSTRATOR_CARDS = (
    1561,
    1108,
    715,
    656,
    649,
    472,
    463,
    407,
    353,
    304,
    264,
    254,
    248,
    235,
    213,
    213,
    208,
    202,
    192,
    191,
    185,
    175,
    155,
    152,
)


@lru_cache(maxsize=1)
def species() -> pd.DataFrame:
    """Return one row a Pokemon: species, generation, type, stage_number, attack, defense, speed, printings,
    multiplier (NaN where it was not measured)."""
    rows = []
    for generation, text in _TABLE.items():
        for entry in text.replace("\n", ";").strip(";").split(";"):
            name, letter, stage, attack, defense, speed, printings, *rest = entry.split(" ")
            multiplier = float(rest[0]) if rest else float("nan")
            rows.append(
                (
                    name.replace("_", " "),
                    generation,
                    TYPES[letter],
                    int(stage),
                    int(attack),
                    int(defense),
                    int(speed),
                    int(printings),
                    multiplier,
                )
            )
    return pd.DataFrame(
        rows,
        columns=[
            "species",
            "generation",
            "type",
            "stage_number",
            "attack",
            "defense",
            "speed",
            "printings",
            "multiplier",
        ],
    )
