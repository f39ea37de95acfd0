// SHA-256 (FIPS 180-4) of a text, at once: the browser's own answers later, when a dialog for printing may stand there.

const fractions = (root) => {
  const found = [];
  for (let number = 2; found.length < 64; number += 1) {
    let isPrime = true;
    for (let part = 2; part * part <= number; part += 1) if (number % part === 0) isPrime = false;
    if (isPrime) found.push((number ** (1 / root) % 1) * 2 ** 32);
  }
  return found.map((value) => value | 0);
};
const constants = fractions(3);
const begin = fractions(2).slice(0, 8);
const turned = (word, by) => (word >>> by) | (word << (32 - by));

/** The words of a block, made longer. */
function schedule(view, start) {
  const words = [];
  for (let place = 0; place < 64; place += 1) {
    if (place < 16) words.push(view.getInt32(start + 4 * place));
    else {
      const [early, late] = [words[place - 15], words[place - 2]];
      const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
      const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
      words.push((words[place - 16] + first + words[place - 7] + second) | 0);
    }
  }
  return words;
}

function compressed(state, words) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let place = 0; place < 64; place += 1) {
    const choice = (e & f) ^ (~e & g);
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + constants[place] + words[place]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, place) => (word + state[place]) | 0);
}

/** The digest in hexadecimal. */
export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(64 * Math.ceil((bytes.length + 9) / 64));
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length * 8);
  let state = begin;
  for (let start = 0; start < padded.length; start += 64) state = compressed(state, schedule(view, start));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
