/**
 * Who reads. A viewer's token is kept for this tab alone, until it is closed or the reader signs
 * out; it is sent with questions to this server and stands in no address and no file. Not here:
 * what a tier may see, which the server decides with each question.
 * @module
 */

const NAME = "stakegraph.token";

/** Where the browser keeps nothing, the token lives as long as the page. @type {string | null} */
let unkept = null;

/** The token, when there is one. @returns {string | null} */
export function token() {
  try {
    return sessionStorage.getItem(NAME) ?? unkept;
  } catch {
    return unkept; // Storage may be switched off.
  }
}

/** Keeps a token, or forgets it. @param {string | null} given */
export function keepToken(given) {
  unkept = given;
  try {
    if (given === null) sessionStorage.removeItem(NAME);
    else sessionStorage.setItem(NAME, given);
  } catch {
    // As above.
  }
}

/** The header that tells who asks; none for the public. @returns {Record<string, string>} */
export function credentials() {
  const shown = token();
  return shown === null ? {} : { authorization: `Bearer ${shown}` };
}
