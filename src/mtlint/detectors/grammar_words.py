"""Word lists of the grammar detector: which verbs take what, what a country has and a person hardly has."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs that take a gerund, with what stands between ("succeed in doing").
GERUND = {
    verb: preposition
    for preposition, verbs in {
        "": "avoid enjoy finish consider risk postpone delay practise resist imagine miss "
        "recommend suggest deny discuss keep escape mind admit contemplate",
        "in": "succeed persist specialize specialise",
        "on": "insist",
        "of": "dream think",
        "for": "apologize apologise",
        "to": "object confess",
        "from": "abstain refrain",
    }.items()
    for verb in verbs.split()
}
#: Verbs with a person and "from doing", "of doing", "for doing".
OBJECT_GERUND = {
    verb: preposition
    for preposition, verbs in {
        "from": "prevent prohibit ban deter dissuade discourage stop hinder exclude",
        "of": "accuse suspect convict acquit",
        "for": "blame criticize criticise thank forgive condemn praise punish",
    }.items()
    for verb in verbs.split()
}
#: Verbs that take an infinitive, met with a gerund.
INFINITIVE = _words(
    """
    want decide agree refuse promise plan hope manage expect fail threaten intend pretend vow wish attempt tend
    strive pledge seek afford offer demand choose
    """
)
PLAIN_GERUNDS = _words(
    """
    going doing making having being taking giving leaving returning becoming joining paying getting holding
    keeping sending helping continuing creating buying selling resigning withdrawing staying visiting meeting
    finding coming seeing changing ending signing stopping talking speaking reducing improving introducing winning
    losing
    striking quitting suing cutting imposing closing resuming fighting releasing
    """
)
#: What a country has and a person hardly has; after them "his" and "her" are wrong.
STATE_OWN = _words(
    """
    leader president capital territory airspace sovereignty independence integrity population currency gdp coast
    coastline accession border frontier constitution parliament economy airspace waters neighbour neighbor
    chancellor export import debt reserve nuclear embassy ambassador statehood soil citizen troop army navy shore
    industry ally
    """
)
STRICT_STATE = _words(
    """
    leader president capital territory airspace sovereignty independence integrity population currency gdp coast
    coastline accession constitution statehood
    """
)
FIRM_OWN = _words(
    """
    profit revenue headquarters shareholder turnover dividend branch subsidiary store plant customer sale forecast
    flight fleet product production employee workforce price staff client output director member website capacity
    market outlet loss founder owner leader chairman activity export supply operation office service pilot crew worker partner supporter passenger
    """
)
FIRMS = _words(
    """
    company firm bank club party ministry agency airline organisation organization corporation factory plant team
    commission committee government parliament union alliance bloc newspaper channel university hospital court
    council group holding manufacturer operator network concern enterprise startup republic country state city
    region nation army regime movement brand retailer carrier website institute museum theatre association
    federation foundation station magazine kingdom island province
    """
)
#: Countries in the news, which the small parser often takes for firms or people.
COUNTRIES = _words(
    """
    Afghanistan Albania Algeria Argentina Armenia Australia Austria Azerbaijan Belarus Belgium Bolivia Brazil
    Britain Bulgaria Canada Chile China Colombia Croatia Cuba Cyprus Denmark Egypt Estonia Ethiopia Finland France
    Georgia Germany Greece Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Japan Kazakhstan Kenya
    Kosovo Kyrgyzstan Latvia Lebanon Libya Lithuania Mali Mexico Moldova Montenegro Morocco Netherlands Nigeria
    Norway Pakistan Peru Poland Portugal Qatar Romania Russia Serbia Slovakia Slovenia Spain Sudan Sweden
    Switzerland Syria Taiwan Tajikistan Tunisia Turkey Turkmenistan Ukraine Uzbekistan Venezuela Vietnam Yemen
    Zimbabwe
    """
)
PERSONAL = _words(
    """
    wife husband deputy aide lawyer son daughter adviser advisor predecessor successor colleague bodyguard brother
    sister assistant resignation candidacy retirement mother father career autobiography memoir birthday fiancee
    girlfriend boyfriend widow jacket coat hat shirt glasses hand childhood parent counterpart supporter companion friend guest
    """
)
WOMEN = _words(
    """
    woman girl actress queen mother wife daughter sister spokeswoman businesswoman chairwoman princess widow
    grandmother congresswoman policewoman lady waitress duchess
    """
)
MEN = _words(
    """
    man boy king father husband son brother spokesman businessman chairman prince grandfather congressman
    policeman gentleman waiter duke priest pope monk fisherman
    """
)
SHE = _words(
    """
    angela theresa ursula maria anna svetlana sviatlana olga elena kamala hillary nancy marine giorgia sanna mette
    jacinda christine julia yulia irina natalia tatiana emma sarah mary elizabeth laura sofia maia zuzana
    magdalena michelle ana katarina eva helena marta petra ingrid joanna isabel carmen lucia ms mrs
    """
)
HE = _words(
    """
    vladimir emmanuel boris joe donald alexander recep viktor sergei sergey dmitry mikhail ivan pedro mario
    benjamin olaf jan peter john david michael james robert thomas petr pavel andrzej nicolas mr
    """
)
#: Plural in form, singular in use: no verdict on "The news is".
SINGULAR_S = _words(
    """
    news politics economics physics series headquarters species means mathematics athletics gymnastics works
    barracks crossroads statistics premises ethics mechanics logistics dynamics years days months weeks hours
    minutes miles dollars euros pounds kilometres kilometers metres meters feet points goals tonnes tons odds
    remains graphics data media linguistics electronics acoustics genetics robotics diabetes measles billiards
    darts customs thanks rubles roubles degrees percent numbers blues times games
    """
)
PAST_ONLY = _words(
    """
    went took came gave wrote spoke began broke chose drove flew knew was were became stole wore shook threw grew
    swore sang drank ate forgot rode swam
    """
)
BASE_THIRD = _words(
    """
    goes comes becomes takes gives makes says gets leaves pays resigns meets does begins continues holds keeps
    loses wins finds tells has is knows wants seems happens brings sends sells buys returns remains arrives
    decides agrees refuses
    """
)
STATE_VERBS = _words(
    """
    be live work lead head rule govern serve exist know own run teach belong occupy coach chair reside operate
    suffer study control play fight wait sit hold
    """
)
