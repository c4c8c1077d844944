"""Make the word classes of the rule language (`@person`, `@crime`, ...) from WordNet 3.0.

A lemma belongs to a class when its dominant noun sense lies under one of the class's root synsets and not under an
excluded one: at least 60 % of its tagged occurrences (cntlist), or its first sense where none is tagged. Single words in
lower case only, mostly nouns, and only ordinary ones (Zipf frequency 2.0 or more, by wordfreq, which only this script needs).

    python training/word_classes.py [--wordnet /usr/share/wordnet] [--out rules/classes] [--show 40]

Debian's `wordnet-base` carries the database. The output is the data that ships; the licence goes beside it.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from wordfreq import zipf_frequency

ROOT = Path(__file__).resolve().parent.parent
#: Share of a lemma's tagged occurrences that must lie in the class.
DOMINANT = 0.6
#: Zipf frequency (log10 of occurrences in a billion words) below which a lemma is left out.
LEAST_ZIPF = 2.0
#: A lemma more frequent than this and never tagged as a noun is something else in the main ("using", "won").
LARGEST_UNTAGGED = 4.3
#: Share of a lemma's tagged occurrences that must be nouns.
LEAST_NOUN = 0.4
#: Marks a gloss of a word that no newspaper prints.
CRUDE = re.compile(r"\b(?:slurs?|offensive|obscene|disparag\w+|derogat\w+|vulgar|insulting|slang)\b")


@dataclass(frozen=True)
class WordClass:
    """Roots and excluded roots as "lemma.sense" (WordNet's numbers), and what has to be put right by hand."""

    roots: str
    without: str = ""
    add: str = ""
    remove: str = ""


CLASSES = {
    "person": WordClass(
        "person.1 people.1",
        add="people someone somebody anyone everyone nobody folk guy kid cop teen twin elder youth victim public "
        "suspect militant driver rebel rival ally enemy demonstrator protestor guerrilla jihadist loyalist defector "
        "whistleblower paramedic",
        remove="ace amateur-hour babe barker batman bear beats being best better bird black blue body breaker "
        "calculator-law can case cat chink cog computer counter cream cutter daddy darling dear decoy "
        "defeated dish dog double earl-grey equal face fastener figure firm fish fox general green head "
        "heart hood host idiot image immune kisser labor labour life long love major mama mark match may "
        "mercer might minor monitor name number one operator party peoples pet pig plus poof principal "
        "rat red router same second self shark snake soul stooge subject thing top very well white whole "
        "whore will world worm",
    ),
    "official": WordClass(
        "official.1 politician.1 politician.2 head_of_state.1 lawgiver.1 diplomat.1 judge.1 policeman.1 officer.1 "
        "officer.3 military_officer.1 governor.1 mayor.1 administrator.1 minister.2 representative.1 spokesperson.1 "
        "prosecutor.1 commander.1 sovereign.1 inspector.1 executive.1 executive.3 aide.1 leader.1 negotiator.1",
        without="clergyman.1 criminal.1 religious_leader.1 teacher.1 athlete.1 entertainer.1 musician.1 farmer.1",
        add="official president premier minister chancellor governor mayor senator lawmaker legislator deputy "
        "politician diplomat ambassador envoy consul attache judge magistrate prosecutor attorney sheriff marshal commissioner "
        "commissar inspector officer policeman policewoman cop detective general colonel major captain lieutenant "
        "sergeant admiral commander chief leader head director chairman chairwoman chair spokesman spokeswoman "
        "spokesperson secretary undersecretary adviser advisor aide councillor councilor congressman congresswoman "
        "parliamentarian mp monarch king queen prince princess emperor tsar sultan emir speaker ombudsman regulator "
        "bureaucrat negotiator mediator delegate representative vice-president ex-president",
        remove="apotheosis baas bagman bailee bell bellwether black bobby body booker brahman brahmin brave "
        "caller captaincy collectivist crackerjack demigod drum duce employer exhibitor father flack flak "
        "fugitive guard guide hero holdover host hotelier imam impresario initiator inspiration lama lead "
        "model mother nonpareil pacesetter pacifier pendragon pied pilot pioneer placeholder pol pope "
        "pornographer rock scout solon spirit spoiler spy tamer tec thane torchbearer tracer trail "
        "trailblazer trier",
    ),
    "worker": WordClass(
        "worker.1 employee.1 professional.1 skilled_worker.1 creator.2 scientist.1 expert.1 performer.1 "
        "communicator.1 clergyman.1 trader.1 businessperson.1 capitalist.1 adviser.1 "
        "serviceman.1 athlete.1 educator.1 merchant.1",
        without="animal.1 god.1",
        add="worker staff employee staffer nurse doctor teacher driver journalist reporter farmer miner soldier "
        "lawyer engineer builder cleaner guard firefighter paramedic pilot waiter chef carer contractor official "
        "fisherman shopkeeper trainer coach physician surgeon rescuer volunteer technician mechanic electrician",
        remove="ace adapter ant ape arb auxiliary barker batman beats bee being breaker bunny calculator casual "
        "cutter dictator domestic emperor excavator father feller fodder general gypsy hack hand heavy "
        "help hood iron joker king liar major mark mate minor mole monarch operative pen pig plant "
        "private proxy regular right router sawyer scanner sherlock slave snapper sprayer subsidiary "
        "superstar teaser temporary transmitter user wiper wizard",
    ),
    "group": WordClass(
        "social_group.1 organization.1 gathering.1 people.1 military_unit.1 crowd.1 crew.1 crew.2 team.1 "
        "institution.1 company.1 government.1 force.4 police.1 jury.1 ethnic_group.1 class.3",
        without="assets.1 meeting.1 party.4 school.1 collection.1",
        add="group party government parliament congress senate cabinet council committee commission ministry agency "
        "department office board panel court police army navy military militia troop brigade battalion regiment squad "
        "unit team side club league union federation confederation alliance bloc coalition movement opposition "
        "company firm corporation business bank airline network channel newspaper community crowd family public "
        "population electorate mob gang cartel mafia band organization organisation association foundation charity "
        "institute university administration authority regime junta delegation mission jury staff crew fleet church",
        remove="ancestry argosy armour baby baffled ball banquet bastion battery beats bee being bloodline case "
        "center centre class concourse conference corrections cream crossroads cubism dance deco defeated "
        "denomination division feast field flight formation front funeral funicular futurism gallery "
        "genealogy gridlock hamlet hegemony home house kind kith line line-up lineage majors mates "
        "meeting metro minimalism minors mission mixer mods obi operation order outfit pedigree press "
        "processor race railroad reception retreated scum seance secession second sense series service "
        "set settlement shindig shop shower side social soiree string strings subway suite surrealism "
        "table tea tie underworld vanguard village waterworks wave wedding wing world",
    ),
    "place": WordClass(
        "location.1 geological_formation.1 body_of_water.1 land.4 building.1 facility.1 way.6 road.1 square.2 "
        "area.5 tract.1 structure.1 city.1 settlement.6 country.2",
        without="line.11 point.2 direction.1 path.3 barrier.1 part.3 device.1 shape.2 body_part.1 defensive_structure.1 "
        "door.1",
        add="place city town village street road square park border coast beach island hill mountain valley river "
        "lake sea ocean forest desert field farm airport station port harbour harbor hospital school university "
        "church mosque temple stadium factory plant mine shop market hotel restaurant prison jail camp base embassy "
        "consulate courthouse palace castle museum theatre theater cinema bridge tunnel highway motorway avenue "
        "neighborhood neighbourhood district province region country capital suburb outskirts site scene venue area "
        "territory zone continent peninsula county municipality",
        remove="address aim airline architecture archive asylum back balance bank bar bed billboard body bottom "
        "boundary box bubbler cab cage canvas cell chamber cleaners closure col commons complex core "
        "cornice course cover crown culture deathtrap den derma desktop dig doghouse edge end exterior "
        "face flies floor focus foot frame front goal grate grocery head heart heaven heavens hell here "
        "hold hole home housing inside interface interior ladder lead left lid line links locker maria "
        "mark middle net nexus obi outside paradise part parts pass pigeonhole pipe plan plate platform "
        "plug point pole position post rack resort rest right roof rooms sconce scope screen seat setting "
        "shoebox side silva source space spot stage stairs stall stand steps stocks stop stratum support "
        "surface sylva tailpipe target there tine tip toilet tombstone top trough tube underbelly upgrade "
        "upside vision wall ways whole window works",
    ),
    "region": WordClass(
        "region.3 district.1 country.2 geographical_area.1 administrative_district.1 political_unit.1 "
        "territorial_dominion.1 land.4",
        without="line.11 vicinity.1 point.2 space.2",
        add="region country state nation province county district republic territory kingdom city town village "
        "municipality capital continent island peninsula area zone prefecture oblast canton voivodeship commune "
        "borough suburb homeland enclave exclave colony protectorate federation emirate",
        remove="airspace ally backyard bed black body bottom bowling campsite campus cemetery center centre "
        "churchyard commons course court crawlspace den depth fairway field flies floor front funfair "
        "garden graveyard great green ground habitation haunt heaven hegemon hell home infield inside "
        "lawn level limbo line locus lot middle midfield ness orchard outfield outside paradise park "
        "parts party patch place playground pleasance plot power premises quad resort rink scene section "
        "setting side silva site spa space spit square superpower sylva tee top topiary union venue "
        "wonderland workspace world yard",
    ),
    "body_part": WordClass(
        "body_part.1",
        without="hair.1 process.5 structure.4 tissue.1",
        add="hand arm leg foot head face eye ear nose mouth lip tooth tongue throat neck shoulder chest breast back "
        "stomach belly abdomen hip knee ankle toe finger thumb wrist elbow skin bone brain heart lung liver kidney "
        "spine skull forehead brow cheek chin jaw hair beard thigh calf rib limb torso heel palm fist",
        remove="area body buns can canal center centre colon column craw dug field flag hooks horseback loop "
        "manus member mitt optic organ pinky plate prat process system ticker tum valve vitals waistline",
    ),
    "emotion": WordClass(
        "emotion.1 feeling.1 mood.1",
        without="sensation.1 touch.2 pain.1",
        add="anger fear joy sadness hope grief despair anxiety outrage fury rage sorrow pride shame guilt regret "
        "concern worry panic hatred love sympathy compassion happiness delight disappointment frustration envy "
        "jealousy indignation resentment discontent dissatisfaction relief gratitude satisfaction enthusiasm "
        "excitement euphoria horror dread dismay alarm disgust contempt nostalgia gloom optimism pessimism",
        remove="air alleviation belonging blue caprice care caring cold compatibility complex conceit depression "
        "edge elan fetish fire flame glow ground harassment heart high humor humour impression kick "
        "leaning letdown levity lift lightness low notion pang phlegm regard sense seriousness sexiness "
        "soul spite state sting temper throes time torment torture warmth yen",
    ),
    "money": WordClass(
        "money.1 money.2 currency.1 sum.1 fund.1 payment.1 income.1 cost.1 debt.1 debt.2 loan.1 tax.1 medium_of_exchange.1 "
        "monetary_unit.1 financial_loss.1 net_income.1 outgo.1 credit.2 allowance.3 grant.1 subsidy.1 aid.1 "
        "capital.1 security.4 revenue.1 budget.1 budget.2 share.2 assets.1 wealth.1 price.4 treasure.1",
        without="estate.2 talent.1 territory.1",
        add="money cash currency dollar euro pound ruble rouble yen yuan sum fund payment pay wage salary pension "
        "income revenue earnings profit loss cost expense price fee fine tax duty tariff levy debt loan credit "
        "mortgage grant subsidy aid donation budget investment capital bond share stock bribe ransom compensation "
        "allowance bonus dividend deposit savings funding financing bill deficit surplus prize toll rent interest",
        remove="advantage agora amends amenities amount anna ante appropriation at austral average avo bank base "
        "bread cabbage call change chantry circulation clams coinage comforts consideration conveniences "
        "cordoba corpus crown customs damages delinquency dong dough fen fils float gate good goodwill "
        "hao head hoard inti jack kale kina kitty law lek leone lettuce livelihood lolly mark means "
        "medallion mil mongo net nut par patrimony peanuts place pool postdoc postdoctoral pot pul punt "
        "raise rate refresher round scratch sen service som sou stakes standard stash stater stockpile "
        "stowage subunit sufficiency sugar support taka take tala tanga tanner tare tonnage total "
        "treasury trove trust whole yield zaire",
    ),
    "document": WordClass(
        "document.1 publication.1 book.1 legal_document.1 letter.1 report.1 report.2 newspaper.1 text.1 resolution.1 "
        "certificate.1 article.1 treaty.1 contract.1",
        without="law.2 act.1 decree.1 bill.1 money.1 bond.2",
        add="document paper report letter text file dossier passport visa certificate licence license permit contract "
        "agreement treaty memorandum memo declaration statement protocol note charter will testament resolution "
        "petition ballot bill invoice receipt form application questionnaire newspaper magazine article book "
        "brochure leaflet manual email transcript minutes communique manifesto warrant subpoena summons indictment "
        "verdict ruling order decree law act list map draft copy archive record diploma identification",
        remove="anecdote arraignment authorisation authorization billet body bond bound capitulation check "
        "commemoration copyright cue debriefing directory divestiture earful escrow estimation "
        "fountainhead franchise garnishment giro grapevine heading hearsay iambic impeachment indent "
        "issue line lyric number omnibus overdraft overestimation pipeline probate prompt recounting "
        "reprinting republication rumor rumour scandal scene series stanza summarization tab title yarn",
    ),
    "weather": WordClass(
        "weather.1 storm.1 precipitation.3 wind.1 fog.1 cloud.2 cyclone.1 cyclone.2 thunder.1 lightning.1 lightning.2",
        add="weather rain snow sleet hail wind storm thunderstorm snowstorm blizzard hurricane typhoon cyclone tornado "
        "gale breeze gust fog mist smog haze cloud sun sunshine frost ice heat heatwave cold drought humidity "
        "temperature thaw shower downpour drizzle rainfall snowfall flood flooding monsoon squall lightning thunder "
        "chill dust sandstorm",
        remove="air airstream atmosphere boom clemency cumulus draft draught duster elements fire firestorm "
        "front fug good nebula nimbus pall roaring virga wester whiff",
    ),
    "crime": WordClass(
        "crime.1 crime.2 homicide.1 assault.1 assault.2 larceny.1 fraud.1 robbery.1 terrorism.1 corruption.2 bribery.1 "
        "transgression.1 smuggling.1 rape.3 kidnapping.1 torture.2 genocide.1 mistreatment.1",
        add="crime murder killing homicide manslaughter assault robbery theft burglary fraud corruption bribery "
        "extortion blackmail rape kidnapping abduction terrorism treason espionage smuggling trafficking arson "
        "vandalism torture abuse violence offence offense felony misdemeanor misdemeanour violation genocide "
        "massacre harassment stalking embezzlement laundering perjury forgery hijacking sabotage racketeering "
        "hooliganism looting piracy poaching shooting stabbing beating rioting sedition libel slander defamation "
        "incitement conspiracy evasion bombing mugging shoplifting hacking",
        remove="annoying arrogance attempt avarice badgering baiting battery blunt boozing colonialism "
        "condescension dismemberment fall gambling gyp hubris job mortal oppression overeating "
        "petty raffle rip-off run rustling sack sin sinning snobbery sweepstakes teasing toss touch trip "
        "turpitude victimisation wager wickedness worrying",
    ),
    "disease": WordClass(
        "disease.1 illness.1 disorder.1 ill_health.1 injury.1 infection.1 infection.4 epidemic.1 fever.1 pain.1 addiction.1 symptom.2 "
        "cancer.1 mental_disorder.1",
        without="animal_disease.1 plant_disease.1",
        add="disease illness sickness virus coronavirus covid infection flu influenza cold fever cough cancer tumour "
        "tumor stroke diabetes asthma pneumonia malaria cholera measles aids hiv ebola tuberculosis plague epidemic "
        "pandemic outbreak poisoning injury wound burn fracture concussion pain ache headache allergy depression "
        "anxiety dementia addiction syndrome disorder condition inflammation",
        remove="adhesion base bends bite blackwater bleeding blood break case chafing coronary crab cut dropping "
        "effect fester frenzy frog fugue gas gimp habituation harm hump hurting inebriation jump light "
        "limping lisp mark mold mono mosaic noma pest pica piles pip rag reflux rupture rust scab scale "
        "shock slash slip slough smartness spring st stasis stigmata sting stitch tan wale wasting welt "
        "wen worrying xenophobia",
    ),
    "event": WordClass(
        "social_event.1 happening.1 ceremony.1 meeting.1 election.1 war.1 attack.1 contest.1 protest.2 game.2 disaster.1 "
        "conference.1 holiday.2 celebration.2 competition.2 trial.2 demonstration.3 strike.1 coup_d'etat.1",
        without="sound.4 change.1 weather.1 movement.3 show.1 injury.1 start.1 ending.1 act.2",
        add="event meeting conference summit election vote referendum war attack battle match game race contest "
        "tournament championship festival concert ceremony celebration anniversary funeral wedding party rally "
        "demonstration protest march parade strike riot revolution coup uprising accident crash explosion blast "
        "fire earthquake flood disaster tragedy incident trial hearing debate exhibition fair show premiere holiday "
        "visit trip tour talks negotiation negotiations crisis scandal launch inauguration hunt raid operation",
        remove="act appearance ash atmospherics backfire bane bash bell bond break bump burlesque burn case "
        "chance check coincidence combining comeuppance concomitant contingency convergence corollary "
        "coronary crack crosstalk deserts destiny discharge discus diving documentary downfall drop "
        "eclipse elves emergence epiphany etiology face factor fall fate final flash flashing flow "
        "follies freestyle genesis glimmer godsend good hand heartbeat heat hiatus histrionics hit "
        "hysterics impact inception instance javelin juncture karma kismet licking light lightning love "
        "manifestation mess mirage motion movie mutagenesis noise number occurrence omega omen one "
        "outcome pass pic piece play portent pounding pun punctuation rave recurrence remission replay "
        "rubber run samsara sequel set set-to slap slip smash social sound spike success thing thrill "
        "throbbing thrombosis tide time toon touch trip turn union vaudeville voice wages wave",
    ),
    "vehicle": WordClass(
        "vehicle.1",
        without="rocket.1 missile.1 plaything.1",
        add="car truck lorry bus minibus van tram train metro motorcycle motorbike scooter bicycle bike taxi "
        "ambulance tractor tank ship boat vessel ferry yacht plane aircraft airplane jet helicopter drone submarine "
        "tanker trolley convoy wagon carriage locomotive",
        remove="amphibian balloon beetle block bomb bottom brig can cat clarence craft cutter dinky dory dozer "
        "dray galley gig hack hackney heap horse hoy interceptor ironclad kamikaze liner luge machine "
        "model nautilus outboard phaeton pram pump pushchair rig roller shay shipwreck showboat sub "
        "trainer transport",
    ),
    "weapon": WordClass(
        "weapon.1 weaponry.1 ammunition.1 bomb.1 explosive_device.1 explosive.1 missile.1 projectile.1 military_vehicle.1 "
        "gun.1 knife.2 armament.1",
        without="vehicle.2 boat.1 ball.1",
        add="weapon arm gun rifle pistol revolver handgun shotgun firearm knife bomb grenade missile rocket shell "
        "bullet mine ammunition explosive artillery mortar cannon howitzer tank launcher warhead baton truncheon "
        "sword spear axe dagger drone dynamite projectile machete bayonet weaponry munition napalm",
        remove="antiaircraft arm ball bat battleship blockbuster bodkin bolt bomber bow brand canister cap "
        "cartouche case chair charge club corvette cross destroyer dirk dreadnought firecracker firework "
        "foil frigate gas gat hardware horse interceptor ironclad kamikaze kiley knuckles kris kylie "
        "light load nautilus panzer payload peg pick powder pyrotechnic round semiautomatic shaft shot "
        "slug squib steel stiletto submarine trap trident warplane warship",
    ),
    "building": WordClass(
        "building.1 dwelling.1 housing.1 place_of_worship.1 shop.1 hospital.1 prison.1 tower.1 factory.1 "
        "school.2 hotel.1 station.1 airport.1 stadium.1 building_complex.1 bridge.1",
        add="building house home apartment flat block skyscraper tower hospital clinic school university library "
        "church cathedral mosque synagogue temple monastery palace castle fortress museum theatre theater cinema "
        "factory plant warehouse garage barn shed shop store supermarket mall hotel hostel restaurant cafe bar office "
        "headquarters courthouse prison jail station terminal airport stadium arena embassy consulate villa cottage "
        "hut shelter dormitory barracks parliament bank kindergarten nursery gym bridge",
        remove="aerie alcazar aviary body bone booth camp center centre chemist cleaners closet commissary "
        "complex coop doghouse dollhouse duplex fence firm floor gangplank grill harem hold jakes kennel "
        "kirk lager madhouse market millinery minster outlet pinnacle post rink rooms sampler "
        "stalls stand steerage sweatshop tipi wing works",
    ),
    "food": WordClass(
        "food.1 food.2 beverage.1 foodstuff.2 edible_fruit.1 vegetable.1 meat.1 dish.2",
        without="feed.1 water.1",
        add="food bread meat fish milk cheese butter egg rice flour grain sugar salt oil soup meal breakfast lunch "
        "dinner fruit vegetable potato tomato apple wine beer vodka coffee tea juice chocolate cake sausage dish",
        remove="banger barrel bite black blanc board bootleg bottle brain breast bubble bubbly buck chap chaser "
        "chuck club cob coke collation coloring colouring conserves course crust cut date diet dip dog "
        "draft dressing drop duck duff ear eats fix flip float fool game generic goody grinder grouse "
        "hash heart herbal homebrew inositol jawbreaker joint junket kick kidney leg liver liza loin marc "
        "marge mash mint mission mixer murphy neck nip oil organs pass perishable plonk pop port potable "
        "potion preserves pulse punch race refresher rib riboflavin ring rock roll round shank shot "
        "shoulder side slug spirits spread starter steamer steer stock straight stuffing tail thiamine "
        "toast tongue top trifle variety vintage whiting",
    ),
    "animal": WordClass(
        "animal.1",
        without="person.1",
        add="dog cat horse cow pig sheep goat chicken bird fish wolf bear fox lion tiger elephant monkey snake "
        "mouse rat insect bee mosquito whale shark dolphin cattle livestock poultry pet wildlife",
        remove="admiral ani argentine asp baby bay beast being bomb bomber bot boxer brent brill brit britt "
        "bronco brown bug charger clegg conch coney creature cricket critter cur darter das dobson drone "
        "dun embryo emperor ern feeder female fetus fitch fry game gar giant hack head humankind jack kid "
        "king lead leader leatherback liza lotte mademoiselle male mankind mate merle mina molly monarch "
        "monitor moray mount mustang nandu painter peer pest pinto pointer prey punky queen ridley "
        "scavenger setter sika slater soldier sponge stock stray survivor swift takin target tom whip "
        "worker yellowtail young",
    ),
    "time": WordClass(
        "time_period.1 time_unit.1 time.5 point.6 clock_time.1 day.1 month.1 season.1 date.1 term.2 calendar_day.1 "
        "calendar_month.1 weekday.1 night.1 moment.2",
        without="life.3 start.2",
        add="time day night morning afternoon evening week weekend month year decade century hour minute second "
        "moment today yesterday tomorrow midnight noon period era season spring summer autumn winter quarter term "
        "date deadline anniversary past future present",
        remove="administration age allegro andante aurora base beginning birth bout clocking continuum crisis "
        "culmination curfew death demise distance division downbeat duration duty end ephemera episcopate "
        "expiration expiry feria field finis fulness furlough generation gestation go go-ahead half hold "
        "honeymoon hospitalization incumbency infinity kip lactation leisure life mark maturity menopause "
        "nap octave phase picnic point presidency prime probation race record regency reign rule run sext "
        "shift shiva space span spark start tempo tenure termination tiebreaker tour turn turnaround "
        "twinkling usefulness vac watch work youth zero",
    ),
    "communication": WordClass(
        "message.2 statement.1 speech_act.1 news.1 speech.1 speech.2 information.1 conversation.1 promise.1 "
        "announcement.2 request.1 answer.1 question.1 warning.1 criticism.1 demand.2 offer.1 proposal.1",
        without="law.2 document.1 nonsense.1 fun.1 wit.1 sound.4 name.1 charge.2 body_of_work.1 program.2 respects.1",
        add="statement announcement claim comment remark message word news report information speech address call "
        "appeal request question answer reply response demand warning threat promise pledge vow offer proposal "
        "suggestion advice criticism praise complaint denial apology accusation allegation rumour rumor interview "
        "conversation talk discussion debate dialogue dialog letter email tweet post declaration explanation "
        "confirmation condemnation reassurance testimony confession opinion argument lie insult greeting toast "
        "congratulation invitation instruction order recommendation hint signal",
        remove="accordance advancement advisory alphabet arcanum assassination balance ball banning bar bargain "
        "base basics bibliography bid bidding bill billing bit body boot bull bunk canon catalogue change "
        "cheer cold comeback consent content contents controversy core counseling cover crack credits "
        "crossfire crosshair curriculum cut data detailing details dialect dig direction documentation "
        "dope drip equation essence estoppel evangelism filing film fix flyer formula fracas front fudge "
        "game garbage gas gem guide guillotine hand head heart hooey hospitality hype insisting interest "
        "jack jambalaya jazz jibe kernel key kick lead light line lineup list masthead matter meaning "
        "meat memorial menu misprint mush nonconformity nub number ordinance overview parole pass "
        "passport password permission piece pipeline pith plan playlist point powwow premise prescription "
        "preview promotion publicity rap recipe refuse regulation resolution result rock root roster "
        "round rubbish rule scandal sense service shot show showdown side slam slang slip solution spec "
        "spurring stage standard start stuff subject sum summary summons tale term theme theorem "
        "timetable topic trash treacle unmasking visa wind yarn yes yes-man",
    ),
    "clothing": WordClass(
        "clothing.1 footwear.1 footwear.2 headdress.1 garment.1 attire.1 handwear.1",
        without="jewelry.1",
        add="clothes dress shirt trousers jeans skirt coat jacket suit hat cap helmet scarf glove shoe boot sock "
        "uniform robe veil hijab headscarf burqa vest sweater jumper tie belt mask",
        remove="aba alb biggin block body bola bolo boxers breech brief briefs capuchin chain change civil "
        "cleaners cords coronet derby dolman drag drawers fatigues finery flats furnishing garb hessian "
        "hose ironing jump laundry levis livery mack mail maxi mending middle muff newmarket nylon pair "
        "patch patten plate plug pontifical ring sackcloth scrubs seatbelt shift silks slicker slip "
        "smoking square stays stole tabi tail tails tam threads tiara top toque toupee train trappings "
        "trunks turtle wedgie weeds white wig work wrap",
    ),
    "substance": WordClass(
        "substance.1 substance.7 material.1 fluid.1 chemical.1 drug.1 fuel.1 metal.1 gas.2 liquid.1",
        without="food.1 food.2 food.3 beverage.1 person.1 body_covering.1 animal_tissue.1 "
        "plant_part.1",
        add="water oil gas petrol gasoline diesel coal steel iron copper gold silver metal wood plastic glass paper "
        "cement concrete sand clay dust ash smoke acid poison toxin drug medicine vaccine fuel uranium plutonium "
        "hydrogen oxygen nitrogen carbon lead lithium fertilizer fertiliser pesticide alcohol tobacco rubber cotton",
        remove="acoustic agent air anime antibody article atmosphere atom base beaver benjamin birch body "
        "botanical brief buffer builder butter cannon card case cast catalyst chad char character cherry "
        "cigar cigarette cleaner composition compost compound conglomerate cover crack cure cut deposit "
        "dirt discharge dose down droppings earth element fan file fill filler filling fir floor fraction "
        "fur garbage grass ground gumbo hero horse ice issue joint junk kat kraft leopard lighter line "
        "log lot mail manila maple material matte medium mix moderator mote musk nebula oak packing pad "
        "page particle pee pill pot precursor quality record relief remedy resource scraps sea "
        "semiconductor shampoo shipping shit shortening shot sky soap sol solution speed stock stripper "
        "stuff substrate suds sum suspension thinner tip trap treat tupelo wallpaper waste-paper will "
        "work world",
    ),
    "quantity": WordClass(
        "definite_quantity.1 indefinite_quantity.1 unit_of_measurement.1 number.2 amount.1 amount.2 large_integer.1 "
        "integer.1 majority.1 fraction.2 containerful.1 percentage.1",
        without="monetary_unit.1 time_unit.1 currency.1 money.1 person.1",
        add="number amount quantity volume percentage percent proportion share rate majority minority half third "
        "quarter total sum dozen hundred thousand million billion trillion ton tonne kilogram gram litre liter "
        "metre meter kilometre kilometer mile foot inch acre hectare barrel degree score handful",
        remove="ability absence ace atm bag bank bar barrow base basket battery bed block box boxcars breakage "
        "candle card case cask cicero circle cleanup club craps cup day deal deficit denier dish "
        "dividends dosage drumstick duet earnings emu feast field fin foldout folio footer gal game gauss "
        "gee gilbert gill grad greenness hand head heap heart help inadequacy income knot kos lambert "
        "langley leak light line lux man markup meg milkshake mind minority mint minute mite mol mole mug "
        "nightcap niner nit outage pace par pascal payback peanuts picking pip plot point pounder "
        "proceeds profit profits rafts raindrop rarity receipts revenue ring second sextant shot shred "
        "siemens singleton skeleton solubility sop spillage square stash step supplementation table tank "
        "ternary tesla tie tod touch toxicity transmittance trey trinity trip twain var wall winnings "
        "work world year",
    ),
    "ability": WordClass(
        "ability.1 ability.2 skill.1 skill.2 capability.1 competence.1 intelligence.1 talent.1 power.1 strength.1",
        add="ability skill talent capability capacity competence expertise knowledge strength power potential "
        "intelligence creativity courage experience qualification aptitude flair gift stamina endurance",
        remove="agonist antihero arm armory armoury art artistry authority basilisk bent biofeedback bogeyman "
        "booger boogeyman brain bugaboo bugbear centaur centering chokehold control corporatism craft "
        "daydreaming discretion disposal doppelganger dragon dreaming dreamland dreamworld duress ear "
        "effect eldorado energy eye faculty fairyland falconry fantasy fine fire fist focusing focussing "
        "form giantess golem griffin griffon grip gryphon hand head hellfire hobbit hold "
        "immunofluorescence influence interoperability jurisdiction leverage manticore mastery mentality "
        "mermaid method might mind mixology module monster netherworld overkill perdition polemics "
        "possibility preponderance puissance pull puppetry pyrotechnics remembrance roc science sense set "
        "soldiering speciality stranglehold strings taxidermy technicolor technique tentacle theosophy "
        "tongue touch track troll unicorn valence ventriloquism violence volition warlock watercraft way "
        "werewolf wisdom wits wolfman wyvern yeti",
    ),
    "conflict": WordClass(
        "conflict.1 war.1 fight.2 battle.1 dispute.1 disagreement.1 quarrel.1 attack.1 military_action.1 riot.1 "
        "rebellion.1 protest.2 revolution.2 conflict.6 confrontation.1",
        add="conflict war battle fight fighting clash combat skirmish dispute quarrel feud row confrontation standoff "
        "attack offensive assault invasion raid strike bombing shelling bombardment siege ambush riot unrest uprising "
        "rebellion revolt insurgency revolution coup mutiny protest demonstration violence hostility hostilities "
        "aggression warfare struggle rivalry disagreement argument crisis tension scuffle brawl counteroffensive",
        remove="action affair battering besieging blow box break bull cut difference dissonance disunity "
        "division engagement field fire gunplay house jamming mess nonviolence pitch police run rush "
        "sally scrap set spar variance volley",
    ),
    "law": WordClass(
        "law.1 law.2 legislation.1 act.1 decree.1 regulation.1 rule.1 treaty.1 bill.1 prohibition.1 prohibition.2 "
        "constitution.1 statute.1 amendment.1",
        without="money.1 principle.1",
        add="law act bill legislation statute constitution amendment decree edict ordinance regulation rule code "
        "directive ban prohibition embargo sanction sanctions moratorium treaty convention pact accord agreement "
        "clause article provision order ruling verdict judgment judgement warrant injunction curfew restriction tax "
        "protocol legislation penalty reform",
        remove="assize bar case command concept fiat floodgate guide guideline line peace principle "
        "quantification reading test will",
    ),
}  # fmt: skip


class WordNet:
    """The nouns of a WordNet database: synsets by offset, senses by lemma, and how often a sense was tagged."""

    def __init__(self, folder: Path) -> None:
        self.above: dict[str, list[str]] = {}
        self._crude: set[str] = set()
        self._keys: dict[tuple[str, str], str] = {}
        for line in (folder / "data.noun").read_text("latin-1").splitlines():
            if not line.startswith("  "):
                self._synset(line)
        self.senses: dict[str, list[str]] = {}
        for line in (folder / "index.noun").read_text("latin-1").splitlines():
            if not line.startswith("  "):
                fields = line.split()
                self.senses[fields[0]] = fields[-int(fields[2]) :]
        self._counts: dict[str, int] = {}
        for line in (folder / "cntlist.rev").read_text("latin-1").splitlines():
            key, _, count = line.split()
            self._counts[key] = int(count)
        #: Tagged occurrences by lemma: as a noun, and as anything.
        self.noun_counts: dict[str, int] = defaultdict(int)
        self.all_counts: dict[str, int] = defaultdict(int)
        for key, tagged in self._counts.items():
            lemma, _, rest = key.partition("%")
            self.all_counts[lemma] += tagged
            self.noun_counts[lemma] += tagged if rest.startswith("1:") else 0
        self._proper = self._proper_names(folder)

    def _synset(self, line: str) -> None:
        head, _, gloss = line.partition(" | ")
        fields = head.split()
        if CRUDE.search(gloss):
            self._crude.add(fields[0])
        offset, lexfile, words = fields[0], fields[1], int(fields[3], 16)
        for place in range(4, 4 + 2 * words, 2):
            lemma, number = fields[place].lower(), int(fields[place + 1], 16)
            self._keys[lemma, offset] = f"{lemma}%1:{lexfile}:{number:02d}::"
        at = 4 + 2 * words
        pointers = [fields[at + 1 + 4 * n : at + 5 + 4 * n] for n in range(int(fields[at]))]
        self.above[offset] = [target for kind, target, *_ in pointers if kind in {"@", "@i"}]

    @staticmethod
    def _proper_names(folder: Path) -> set[tuple[str, str]]:
        """(lemma, offset) of every sense that is written with a capital."""
        found = set()
        for line in (folder / "data.noun").read_text("latin-1").splitlines():
            if not line.startswith("  "):
                fields = line.partition(" | ")[0].split()
                for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]:
                    if word != word.lower():
                        found.add((word.lower(), fields[0]))
        return found

    def offset(self, name: str) -> str:
        """The synset that "lemma.sense" names."""
        lemma, _, number = name.rpartition(".")
        return self.senses[lemma][int(number) - 1]

    def under(self, roots: set[str]) -> set[str]:
        """All synsets at or below `roots`."""
        below = defaultdict(list)
        for offset, parents in self.above.items():
            for parent in parents:
                below[parent].append(offset)
        found, todo = set(roots), list(roots)
        while todo:
            for child in below[todo.pop()]:
                if child not in found:
                    found.add(child)
                    todo.append(child)
        return found

    def share(self, lemma: str, synsets: set[str]) -> float:
        """Of a lemma's tagged occurrences the share in `synsets`; by its first sense where none is tagged."""
        senses = self.senses[lemma]
        if (lemma, senses[0]) in self._proper or senses[0] in self._crude:
            return 0.0
        counts = {offset: self._counts.get(self._keys.get((lemma, offset), ""), 0) for offset in senses}
        total = sum(counts.values())
        if total == 0:
            return float(senses[0] in synsets)
        return sum(count for offset, count in counts.items() if offset in synsets) / total


def _mostly_noun(wordnet: WordNet, lemma: str) -> bool:
    """False for "free", "crazy", "using": nouns in WordNet too, but not in a newspaper."""
    tagged = wordnet.all_counts[lemma]
    if wordnet.noun_counts[lemma] == 0:
        return tagged == 0 and zipf_frequency(lemma, "en") < LARGEST_UNTAGGED
    return wordnet.noun_counts[lemma] >= LEAST_NOUN * tagged


def members(wordnet: WordNet, definition: WordClass) -> list[str]:
    """The lemmas of one class, in alphabetical order."""
    roots = {wordnet.offset(name) for name in definition.roots.split()}
    without = {wordnet.offset(name) for name in definition.without.split()}
    synsets = wordnet.under(roots) - wordnet.under(without)
    removed, added = set(definition.remove.split()), set(definition.add.split())
    found = {
        lemma
        for lemma in wordnet.senses
        if re.fullmatch(r"[a-z]{3,}", lemma)
        and lemma not in removed
        and _mostly_noun(wordnet, lemma)
        and zipf_frequency(lemma, "en") >= LEAST_ZIPF
        and wordnet.share(lemma, synsets) >= DOMINANT
    }
    return sorted(found | added)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("--out", type=Path, default=ROOT / "rules" / "classes")
    parser.add_argument("--show", type=int, default=0, help="print so many members of each class, to judge by eye")
    arguments = parser.parse_args()
    wordnet = WordNet(arguments.wordnet)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, definition in CLASSES.items():
        lemmas = members(wordnet, definition)
        header = (
            f"# {name}: {len(lemmas)} lemmas, from WordNet 3.0 (rules/LICENSE.wordnet) by training/word_classes.py\n"
            f"# roots: {definition.roots}\n"
        )
        (arguments.out / f"{name}.txt").write_text(header + "\n".join(lemmas) + "\n", "utf-8")
        print(f"{name:14} {len(lemmas):5}")
        if arguments.show:
            frequent = sorted(lemmas, key=lambda lemma: -zipf_frequency(lemma, "en"))
            print("   top:", " ".join(frequent[: 3 * arguments.show]))
            rest = frequent[3 * arguments.show :]
            print("   any:", " ".join(rest[:: max(1, len(rest) // arguments.show)]))


if __name__ == "__main__":
    main()
