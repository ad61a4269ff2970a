"""Letters of other scripts in Latin capitals: by sound as passports write them, by look where scripts are mixed."""


def _pairs(text: str) -> dict[str, str]:
    """ "Ж=ZH Ь=" -> {"Ж": "ZH", "Ь": ""}"""
    return dict(pair.split("=") for pair in text.split())


# Letters that Unicode does not take apart into a base letter and an accent.
_LATIN = _pairs("Ø=O Æ=AE Œ=OE ẞ=SS Ł=L Đ=D Ð=D Þ=TH Ħ=H Ŋ=N Ə=A Ɓ=B Ɗ=D Ɣ=G Ɨ=I Ŧ=T Ɔ=O Ɛ=E")
_CYRILLIC = _pairs(
    "А=A Б=B В=V Г=G Д=D Е=E Ж=ZH З=Z И=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH Ц=TS Ч=CH Ш=SH Щ=SHCH "
    "Ъ= Ы=Y Ь= Э=E Ю=IU Я=IA І=I Є=IE Ґ=G Ђ=D Ј=J Љ=LJ Њ=NJ Ћ=C Џ=DZ Ѕ=DZ Ә=A Ғ=G Қ=Q Ң=N Ө=O Ұ=U Ү=U Һ=H"
)
_GREEK = _pairs("Α=A Β=V Γ=G Δ=D Ε=E Ζ=Z Η=I Θ=TH Ι=I Κ=K Λ=L Μ=M Ν=N Ξ=X Ο=O Π=P Ρ=R Σ=S Τ=T Υ=Y Φ=F Χ=CH Ψ=PS Ω=O")
_ARABIC = _pairs(
    "ا=A ب=B ت=T ث=TH ج=J ح=H خ=KH د=D ذ=DH ر=R ز=Z س=S ش=SH ص=S ض=D ط=T ظ=Z ع=E غ=GH ف=F ق=Q ك=K ل=L م=M ن=N ه=H و=W "
    "ي=Y ى=A ة=H ء= ٱ=A پ=P چ=CH ژ=ZH ک=K گ=G ی=Y ہ=H ے=Y ٹ=T ڈ=D ڑ=R ں=N ھ=H ـ="
)

BY_SOUND = _LATIN | _CYRILLIC | _GREEK | _ARABIC

# One letter from another keyboard inside a Latin word was meant by its look.
LOOK_ALIKE = _pairs(
    "А=A В=B Е=E К=K М=M Н=H О=O Р=P С=C Т=T У=Y Х=X І=I Ј=J Ѕ=S "
    "Α=A Β=B Ε=E Ζ=Z Η=H Ι=I Κ=K Μ=M Ν=N Ο=O Ρ=P Τ=T Υ=Y Χ=X"
)
