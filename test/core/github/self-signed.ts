import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate for localhost that nobody vouches for, with its key; made anew, so that no key lies in the sources. */
export function makeSelfSigned(): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  // X.509 (RFC 5280, 4.1) in DER: each value is a tag, a length and its contents.
  const ecdsaWithSha256 = sequence(value(0x06, Buffer.from("2a8648ce3d040302", "hex")));
  const commonName = sequence(
    value(0x06, Buffer.from("550403", "hex")),
    value(0x0c, Buffer.from("localhost")),
  );
  const name = sequence(value(0x31, commonName));
  const validity = sequence(time("200101000000Z"), time("491231235959Z"));
  const subjectKey = publicKey.export({ type: "spki", format: "der" });
  const serial = value(0x02, Buffer.from([1]));
  const body = sequence(serial, ecdsaWithSha256, name, validity, name, subjectKey);
  const signature = value(0x03, Buffer.from([0]), sign("sha256", body, privateKey));
  const der = sequence(body, ecdsaWithSha256, signature);
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString("base64").replaceAll(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

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
