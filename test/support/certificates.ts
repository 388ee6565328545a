import {
  generateKeyPairSync,
  sign as signBytes,
  type KeyObject,
  type KeyPairKeyObjectResult,
} from "node:crypto";

interface Certificate {
  cert: string;
  key: string;
}

/** A certificate for localhost that nobody vouches for, with its key; made anew, so that no key lies in the sources. */
export function makeSelfSigned(): Certificate {
  const keys = makeKeys();
  return {
    cert: sign("localhost", keys.publicKey, { name: "localhost", privateKey: keys.privateKey }),
    key: pemOf(keys),
  };
}

/** A certificate authority of one's own, as companies have them, and a certificate for localhost that it vouches for. */
export function makeAuthority(): { authority: string; localhost: Certificate } {
  const name = "Harborlight Internal Authority";
  const root = makeKeys();
  const issuer = { name, privateKey: root.privateKey };
  const keys = makeKeys();
  return {
    authority: sign(name, root.publicKey, issuer),
    localhost: { cert: sign("localhost", keys.publicKey, issuer), key: pemOf(keys) },
  };
}

const makeKeys = (): KeyPairKeyObjectResult => generateKeyPairSync("ec", { namedCurve: "P-256" });

const pemOf = ({ privateKey }: KeyPairKeyObjectResult): string =>
  privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** X.509 of the first version (RFC 5280, 4.1) in DER, where every self-signed certificate may vouch for others. */
function sign(
  commonName: string,
  publicKey: KeyObject,
  issuer: { name: string; privateKey: KeyObject },
): string {
  const ecdsaWithSha256 = sequence(value(0x06, Buffer.from("2a8648ce3d040302", "hex")));
  const validity = sequence(time("200101000000Z"), time("491231235959Z"));
  const subjectKey = publicKey.export({ type: "spki", format: "der" });
  const serial = value(0x02, Buffer.from([1 + commonName.length]));
  const names = [nameOf(issuer.name), validity, nameOf(commonName)];
  const body = sequence(serial, ecdsaWithSha256, ...names, subjectKey);
  const signature = value(0x03, Buffer.from([0]), signBytes("sha256", body, issuer.privateKey));
  const der = sequence(body, ecdsaWithSha256, signature);
  const lines = der.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function nameOf(commonName: string): Buffer {
  const type = value(0x06, Buffer.from("550403", "hex"));
  return sequence(value(0x31, sequence(type, value(0x0c, Buffer.from(commonName)))));
}

// Each value is a tag, a length and its contents.
function value(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const length =
    content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...contents: Buffer[]): Buffer {
  return value(0x30, ...contents);
}

function time(text: string): Buffer {
  return value(0x17, Buffer.from(text));
}
