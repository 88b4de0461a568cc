/** Words that stand for some that the net knows: "ocean" is a sea. */
export const MEANT: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    dawn: 'morning sunrise daybreak',
    day: 'noon midday afternoon daytime daylight',
    sunset: 'dusk evening twilight',
    night: 'midnight nighttime dark',
    clear: 'sunny bright fair cloudless',
    cloudy: 'cloud clouds overcast grey gray',
    rainy: 'rain raining drizzle wet shower showers',
    snowy: 'snowing snowfall blizzard snowstorm',
    foggy: 'fog mist misty haze hazy',
    stormy: 'storm thunder thunderstorm lightning tempest',
    spring: 'springtime',
    summer: 'summertime warm',
    autumn: 'fall autumnal',
    winter: 'wintry frosty cold',
    meadow: 'meadows field fields grass grassland farm farmland countryside plain plains land',
    desert: 'dunes dune sahara',
    snow: 'snowfield ice arctic glacier',
    sea: 'ocean seaside water island',
    lake: 'pond lakeside lagoon',
    river: 'stream creek brook riverside',
    beach: 'coast shore seashore sand',
    hills: 'hill hilly valley',
    mountains: 'mountain peak peaks alps summit mount',
    volcano: 'volcanoes lava eruption',
    forest: 'woods wood woodland jungle',
    city: 'town skyline skyscraper skyscrapers buildings village',
    stars: 'star starry starlit',
    moon: 'moonlit moonlight crescent',
    rainbow: 'rainbows',
    aurora: 'lights borealis',
    birds: 'bird seagull seagulls gulls swallows flock',
    balloon: 'airship',
    house: 'home cottage cabin hut barn farmhouse villa bungalow',
    church: 'chapel cathedral',
    castle: 'palace fortress tower fort',
    lighthouse: 'beacon',
    windmill: 'mill',
    tree: 'oak maple birch',
    pine: 'fir spruce conifer',
    palm: 'coconut',
    cactus: 'cacti cactuses',
    flowers: 'flower blossom blossoms tulips roses daisies poppies',
    boat: 'ship sailboat yacht sail sailing dinghy',
    tent: 'camp camping tipi',
    campfire: 'fire bonfire flames',
    sheep: 'lamb lambs',
    pyramid: 'pyramids',
    path: 'road trail track way lane',
    rocks: 'rock stone stones boulder boulders cliff',
    mushroom: 'toadstool',
    red: 'crimson scarlet',
    yellow: 'gold golden',
    green: 'emerald',
    blue: 'turquoise cyan navy azure',
    purple: 'violet lilac lavender magenta',
    pink: 'rose rosy',
    white: 'silver',
    brown: 'beige wooden',
    two: '2 couple pair both',
    three: '3 few',
    many: '4 5 6 7 8 9 four five six seven eight nine ten several lots dozens',
    big: 'large huge giant great tall',
    small: 'tiny little mini',
  }).flatMap(([known, words]) => words.split(' ').map(word => [word, [known]] as const)),
)

/** Words that say nothing of what is to be seen. */
export const SILENT: ReadonlySet<string> = new Set(
  (
    'a an the and or of in on at by to with from over under above below behind before near beside between along across around ' +
    'into up down there is are it its that this some one 1 1st very really please draw paint painting picture image photo drawing ' +
    'show me make create scene landscape view hot air northern full while during as style beautiful nice pretty lovely ' +
    'front top middle distance background foreground standing sitting floating shining growing'
  ).split(' '),
)

/** What comes near to things that are often asked for and not known. */
export const INSTEAD: readonly (readonly [words: readonly string[], instead: readonly string[]])[] = [
  [
    'dog cat horse cow pig goat animal pet rabbit fox bear lion tiger elephant dragon'.split(' '),
    ['sheep', 'birds'],
  ],
  ['fish whale dolphin shark duck swan'.split(' '), ['boat', 'birds']],
  [
    'man woman boy girl person people child children human face portrait king queen'.split(' '),
    ['snowman', 'sheep'],
  ],
  ['car truck bus train bike bicycle plane airplane rocket helicopter'.split(' '), ['boat', 'balloon']],
  ['bridge station factory temple school shop'.split(' '), ['house', 'church', 'castle']],
  ['planet galaxy space universe'.split(' '), ['stars', 'moon', 'night']],
  ['waterfall canyon'.split(' '), ['river', 'mountains', 'rocks']],
]
