/**
 * The words and strings that lead the published counts of leaked passwords (the national cyber security centre of
 * the United Kingdom, 2019; yearly lists of password managers up to 2024) and the example of a passphrase that
 * everybody knows. They are looked for inside a password, so that "Password2024Password" is found too.
 */
export const COMMON_PASSWORDS: readonly string[] = [
  'correct horse battery staple',
  'correcthorsebatterystaple',
  ...'password passwort motdepasse contrasena senha parola wachtwoord'.split(
    ' ',
  ),
  ...'qwertyuiop qwerty qwertz azerty asdfghjkl asdfgh zxcvbnm zxcvbn'.split(
    ' ',
  ),
  ...'1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r 1q2w3e 1qaz2wsx3edc 1qaz2wsx qazwsx'.split(
    ' ',
  ),
  ...'q1w2e3r4t5y6 q1w2e3r4 zaq12wsx zaq1 123qwe qwe123 abc123 a1b2c3'.split(
    ' ',
  ),
  ...'iloveyou ilovegod loveyou letmein letmeinnow welcome administrator admin'.split(
    ' ',
  ),
  ...'changeme changeit default secret access login guest master root test'.split(
    ' ',
  ),
  ...'monkey dragon shadow sunshine princess football baseball basketball'.split(
    ' ',
  ),
  ...'superman batman pokemon naruto starwars trustno1 whatever michael jordan'.split(
    ' ',
  ),
  ...'jessica jennifer ashley charlie thomas daniel andrew liverpool chelsea'.split(
    ' ',
  ),
  ...'arsenal hunter ranger computer internet samsung google facebook'.split(
    ' ',
  ),
  ...'freedom killer summer winter spring autumn january february monday'.split(
    ' ',
  ),
  ...'flower cookie cheese banana chocolate purple orange tigger ginger'.split(
    ' ',
  ),
  ...'blink182 myspace1 fuckyou asshole mustang harley corvette mercedes'.split(
    ' ',
  ),
];
