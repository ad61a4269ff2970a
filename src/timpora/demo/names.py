"""Invented names by nationality, put together from small lists of parts; nobody is meant by any of them."""

from random import Random

# Family names and given names that sound right; the given names are made up from two parts each.
CHINESE_FAMILY = ["Bao", "Cen", "Chong", "Dai", "Fang", "Gan", "Guan", "Hao", "Jiao", "Ke", "Lei", "Liao", "Luan", "Meng", "Mu", "Nie", "Ouyang", "Peng", "Qiao", "Ruan", "Shao", "Tong", "Wei", "Xiong", "Yin", "Zou"]
CHINESE_FIRST = ["Jian", "Hao", "Wen", "Zhen", "Rui", "Shen", "Bo", "Qing", "Long", "Feng", "Yao", "Xin", "Lu", "Tian", "Mao", "Zhi", "Kun", "Deng"]
CHINESE_SECOND = ["ron", "lu", "vei", "zun", "tao", "fen", "qi", "lan", "dor", "min", "sho", "kai", "wen", "hui", "bei", "zan", "yun", "rou"]
KOREAN_FAMILY = ["Bang", "Chae", "Do", "Eom", "Gil", "Ham", "Ji", "Ma", "Noh", "Pyo", "Ra", "Seon", "Tak", "Wang"]
KOREAN_FIRST = ["Sang", "Tae", "Hye", "Dong", "Gyu", "Eun", "Jae", "Min", "Woo", "Byeong"]
KOREAN_SECOND = ["rak", "hwi", "sol", "ram", "beom", "gyeol", "nuri", "bit", "dan", "chul"]
INDIAN_FAMILY = ["Ardhavan", "Bhelari", "Chintaraj", "Devanatha", "Ghorpekar", "Jalvani", "Kottapuri", "Lohariya", "Mandivala", "Nagaresh", "Palkhede", "Rathigan"]
INDIAN_FIRST = ["Arunesh", "Balvik", "Chaturan", "Dhanvit", "Girivel", "Harshil", "Ishanth", "Jayvik", "Keshoram", "Lalitan", "Mohitesh", "Nirvan", "Prathul", "Suvelan"]
FILIPINO_FAMILY = (
    ["Abellano", "Bulanadi", "Catapangan", "Dimayuga", "Escarilla", "Galvantes", "Ibardaloza", "Lumaban", "Macaraya", "Pangilagan", "Sumilong"]
)
FILIPINO_FIRST = (
    ["Arnelito", "Bernando", "Crisanto", "Dantelio", "Efrenio", "Gilberio", "Jomarlo", "Leonildo", "Marvelito", "Nestorio", "Rodelio", "Wilfrano"]
)
MALAY_FIRST = (
    ["Azhruddin", "Burhanizam", "Fadhlizar", "Hairulnas", "Izwandi", "Kamarizal", "Lokmanul", "Nazrilham", "Rosmizan", "Shahrizan", "Zulfakri"]
)
MALAY_FAMILY = ["Abd Rafizan", "Md Sufriyan", "Che Lokiman", "Haji Berhanuddin", "Mat Sarizal", "Abu Kassimun"]
WESTERN_FAMILY = ["Abernack", "Brindlehurst", "Corrowick", "Dunmarsh", "Ellingsby", "Falkenrode", "Grevenholt", "Hollinbeck", "Kirkstrand", "Lanternow", "Marwick-Hale", "Oosterdal"]
WESTERN_FIRST = (
    ["Alastor", "Bramwell", "Corwin", "Desmund", "Everit", "Fennick", "Gideon", "Hartwin", "Jorick", "Lowell", "Merrit", "Osric", "Perrin", "Tobin"]
)
RUSSIAN_FAMILY = (
    ["Ardenov", "Belozhin", "Chermakov", "Drozhilin", "Krutenev", "Lozhkarin", "Mirovtsev", "Starozhilov", "Velichkin", "Zaborin"]
)
RUSSIAN_FIRST = ["Anatolin", "Bogumir", "Demidan", "Gleborad", "Ignatil", "Kirilan", "Miromir", "Radislan", "Timoran", "Vsemilan"]
BURMESE = ["Aung", "Bo", "Hlaing", "Htet", "Kyaw", "Lin", "Min", "Moe", "Naing", "Nyan", "Phyo", "Soe", "Thiha", "Tun", "Win", "Yan", "Zarni", "Zeya"]
WOMEN = {
    "CHN": ("Mei", "Lian", "Xue", "Ying", "Juan", "Zhu"),
    "KOR": ("Seo", "Ye", "Ara", "Na", "Bo", "Chae"),
    "IND": ("Anvitha", "Bhavini", "Charulata", "Kavishree", "Meenalini", "Shivanya"),
    "PHL": ("Analiza", "Belindra", "Cristelia", "Marivella", "Rosalinde", "Teresilda"),
    "MYS": ("Nurfazlina", "Rohayuni", "Sitirahmah", "Zaiturina", "Azlindawati", "Hasmariza"),
    "RUS": ("Anelina", "Darislava", "Kseniana", "Milorada", "Svetalina", "Yaromila"),
}
WESTERN_WOMEN = ("Annelore", "Beatrin", "Corisande", "Elspeth", "Hestrine", "Marguerin")


def invented_name(nationality: str, sex: str, chance: Random) -> str:
    """A whole name as a passport would write it; about one in four Burmese and one in thirty Indian names is a single word."""
    match nationality:
        case "CHN" | "KOR":
            return east_asian(nationality, sex, chance)
        case "MMR":
            return " ".join(chance.sample(BURMESE, chance.choice((1, 2, 3, 3)))) + chance.choice(("", "", " Oo"))
        case "IND":
            first = chance.choice(WOMEN["IND"] if sex == "F" else INDIAN_FIRST)
            return (
                first + chance.choice(CHINESE_SECOND)
                if chance.random() < 1 / 30
                else f"{first} {initial(chance)}{chance.choice(INDIAN_FAMILY)}"
            )
        case "MYS":
            return f"{chance.choice(WOMEN['MYS'] if sex == 'F' else MALAY_FIRST)} {'binti' if sex == 'F' else 'bin'} {chance.choice(MALAY_FAMILY)}"
        case "PHL":
            return f"{chance.choice(WOMEN['PHL'] if sex == 'F' else FILIPINO_FIRST)} {chance.choice(FILIPINO_FAMILY)} {chance.choice(FILIPINO_FAMILY)}"
        case "RUS":
            return f"{chance.choice(WOMEN['RUS'] if sex == 'F' else RUSSIAN_FIRST)} {chance.choice(RUSSIAN_FAMILY)}{'a' if sex == 'F' else ''}"
    return f"{chance.choice(WESTERN_WOMEN if sex == 'F' else WESTERN_FIRST)} {initial(chance)}{chance.choice(WESTERN_FAMILY)}"


def east_asian(nationality: str, sex: str, chance: Random) -> str:
    families, firsts, seconds = (
        (CHINESE_FAMILY, CHINESE_FIRST, CHINESE_SECOND)
        if nationality == "CHN"
        else (KOREAN_FAMILY, KOREAN_FIRST, KOREAN_SECOND)
    )
    first = chance.choice(WOMEN[nationality] if sex == "F" else firsts)
    if nationality == "KOR":
        return f"{chance.choice(families)} {first} {chance.choice(seconds).capitalize()}"
    return f"{chance.choice(families)} {first}{chance.choice(seconds)}"


def initial(chance: Random) -> str:
    return chance.choice(("", "", "A. ", "J. ", "M. ", "R. "))
