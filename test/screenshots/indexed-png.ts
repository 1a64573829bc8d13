import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture as rows of pixels, each a number `0xrrggbb`. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly colours: Uint32Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mostColours = 256;

/**
 * The same picture with at most 256 colours: a third of the bytes, for pages that hardly have more. Takes what browsers
 * make, 8 bits to a channel and not interlaced; what is transparent becomes opaque.
 */
export function toIndexedPng(png: Buffer): Buffer {
  const pixels = read(png);
  const { palette, indexOf } = paletteOf(pixels.colours);
  return write(pixels, palette, indexOf);
}

function read(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === "IHDR")?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = header[9] === 6 ? 4 : 3;
  const packed = chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data);
  const bytes = unfiltered(inflateSync(Buffer.concat(packed)), width * channels, height, channels);
  const colours = new Uint32Array(width * height);
  for (const index of colours.keys()) colours[index] = bytes.readUIntBE(index * channels, 3);
  return { width, height, colours };
}

function chunksOf(png: Buffer): readonly { readonly type: string; readonly data: Buffer }[] {
  const chunks = [];
  for (let at = signature.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data });
  }
  return chunks;
}

/** Each row says in its first byte from which neighbours its bytes are told. */
function unfiltered(filtered: Buffer, stride: number, height: number, step: number): Buffer {
  const bytes = Buffer.alloc(stride * height);
  const at = (row: number, column: number) =>
    row < 0 || column < 0 ? 0 : (bytes[row * stride + column] ?? 0);
  for (let row = 0; row < height; row++) {
    const filter = filtered[row * (stride + 1)] ?? 0;
    for (let column = 0; column < stride; column++) {
      const [left, up] = [at(row, column - step), at(row - 1, column)];
      const told = [0, left, up, (left + up) >> 1, paeth(left, up, at(row - 1, column - step))][filter] ?? 0;
      bytes[row * stride + column] = (filtered[row * (stride + 1) + 1 + column] ?? 0) + told;
    }
  }
  return bytes;
}

/** The neighbour that is nearest to `left + up - corner`. */
function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp] = [Math.abs(up - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** The most frequent colours, and which of them stands for a colour: itself, or what is nearest. */
function paletteOf(colours: Uint32Array) {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].toSorted(([, left], [, right]) => right - left).map(([colour]) => colour);
  const palette = byCount.slice(0, mostColours);
  const indexes = new Map(
    byCount.map((colour, index) => [colour, index < mostColours ? index : nearestIn(palette, colour)]),
  );
  return { palette, indexOf: (colour: number) => indexes.get(colour) ?? 0 };
}

function nearestIn(palette: readonly number[], colour: number): number {
  const distances = palette.map((kept) => distanceOf(kept, colour));
  return distances.indexOf(Math.min(...distances));
}

function distanceOf(left: number, right: number): number {
  return [16, 8, 0].reduce((sum, bits) => sum + (((left >> bits) & 0xff) - ((right >> bits) & 0xff)) ** 2, 0);
}

function write(
  { width, height, colours }: Pixels,
  palette: readonly number[],
  indexOf: (colour: number) => number,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  const entries = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, index) => entries.writeUIntBE(colour, index * 3, 3));
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, index) => {
    rows[index + Math.floor(index / width) + 1] = indexOf(colour);
  });
  const chunks = [
    toChunk("IHDR", header),
    toChunk("PLTE", entries),
    toChunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    toChunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...chunks]);
}

function toChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
