/**
 * A canvas for documents that have none to draw on: it remembers what was drawn, and elements have a size. For tests of what the
 * timeline does, not of how it looks.
 */
export interface Drawn {
  readonly texts: string[];
  readonly rectangles: {
    readonly fill: string;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

export interface FakeCanvas {
  /** What is on the lanes' or the axis' canvas since it was last painted whole. */
  drawn(canvas: HTMLCanvasElement): Drawn;
  restore(): void;
}

const GLYPH = 6.5;

/** Every element gets this size, in CSS pixels. */
export function installCanvas(width: number, height: number): FakeCanvas {
  const drawings = new Map<HTMLCanvasElement, Drawn>();
  const restores = [
    replace(HTMLCanvasElement.prototype, 'getContext', {
      value(this: HTMLCanvasElement) {
        const drawn: Drawn = { texts: [], rectangles: [] };
        drawings.set(this, drawn);
        return fakeContext(this, drawn);
      },
    }),
    replace(HTMLElement.prototype, 'clientWidth', { get: () => width }),
    replace(HTMLElement.prototype, 'offsetWidth', { get: () => width }),
    replace(HTMLElement.prototype, 'clientHeight', { get: () => height }),
    replace(globalThis, 'DOMMatrix', { value: FakeMatrix }),
  ];
  return {
    drawn: (canvas) => drawings.get(canvas) ?? { texts: [], rectangles: [] },
    restore() {
      for (const restore of restores) restore();
    },
  };
}

function replace(target: object, name: string, property: PropertyDescriptor): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { ...property, configurable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, before);
  };
}

class FakeMatrix {
  translate(): FakeMatrix {
    return this;
  }
}

function fakeContext(canvas: HTMLCanvasElement, drawn: Drawn): CanvasRenderingContext2D {
  let fill: unknown = '#000000';
  const rectangle = (x: number, y: number, width: number, height: number) => {
    if (x === 0 && y === 0 && width === canvas.width && height === canvas.height) {
      drawn.texts.length = 0;
      drawn.rectangles.length = 0;
    }
    drawn.rectangles.push({ fill: String(fill), x, y, width, height });
  };
  const nothing = () => {};
  const context = {
    canvas,
    get fillStyle() {
      return fill;
    },
    set fillStyle(style: unknown) {
      fill = style;
    },
    fillRect: rectangle,
    roundRect: rectangle,
    fillText: (text: string) => drawn.texts.push(text),
    measureText: (text: string) => ({ width: text.length * GLYPH }),
    createPattern: () => ({ setTransform: nothing, toString: () => 'hatched' }),
    beginPath: nothing,
    moveTo: nothing,
    lineTo: nothing,
    fill: nothing,
    stroke: nothing,
  };
  return context as unknown as CanvasRenderingContext2D;
}
