// What a PEM text is, for a person to compare with what the other side says. Pure.

// The length-prefixed strings of an OpenSSH key up to its public half, which is not encrypted: cipher, key derivation and its
// options, the number of keys, the public key (PROTOCOL.key of OpenSSH).
function publicPart(bytes) {
  const view = new DataView(bytes.buffer);
  let at = 15;
  for (let skipped = 0; skipped < 3; ++skipped) at += 4 + view.getUint32(at);
  at += 4;
  return bytes.slice(at + 4, at + 4 + view.getUint32(at));
}

/**
 * The fingerprint of the first block as the usual tools say it: of an OpenSSH key that of its public half, otherwise the
 * SHA-256 of what the block holds; '' where there is none, or where the browser does not count (a page without TLS).
 */
export async function fingerprint(text) {
  const [, kind, body] = /-----BEGIN ([^-]+)-----([^]+?)-----END \1-----/.exec(text) ?? [];
  try {
    // Old keys have headers above an empty line (RFC 1421).
    const bytes = Uint8Array.from(atob(body.replace(/^[^]*\n\s*\n/, '')), (letter) => letter.charCodeAt(0));
    const shell = kind.startsWith('OPENSSH');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', shell ? publicPart(bytes) : bytes));
    return shell ? `SHA256:${btoa(String.fromCharCode(...digest)).replace(/=+$/, '')}` : `SHA-256 ${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(':').toUpperCase()}`;
  } catch {
    return '';
  }
}
