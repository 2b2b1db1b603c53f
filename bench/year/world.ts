/**
 * What the imaginary person of the benchmark's year has to do with: projects and their files, pages, channels, documents.
 * Made once per seed, so that the same few thousand things come back all year, as they do in a real record.
 */
import type { Random } from './random.ts';

export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly language: string;
}

export interface Project {
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly branches: readonly string[];
}

export interface Page {
  readonly url: string;
  readonly title: string;
}

export interface World {
  readonly projects: readonly Project[];
  /** Looked up while programming. */
  readonly reference: readonly Page[];
  /** Tickets, reviews, the calendar and shared documents of the person's work. */
  readonly office: readonly Page[];
  readonly leisure: readonly Page[];
  readonly videos: readonly Page[];
  readonly meetings: readonly Page[];
  readonly channels: readonly string[];
  readonly documents: readonly string[];
  readonly commands: readonly string[];
}

const PROJECTS =
  'harbour-api ledger-web tern field-notes kiln almanac signal-box orchard quayside post-room lantern weir'.split(' ');
const NOUNS = (
  'account audit batch booking budget cache calendar catalogue channel client contract cursor customer delivery digest ' +
  'draft export feed filter form guard header history import index invoice job ledger limit list locale lock mailer map ' +
  'member menu migration notice order page parcel payment plan policy price queue quota range rate receipt refund region ' +
  'report request retry role route rule sample schedule schema search session setting share stock summary table tag task ' +
  'tenant theme ticket token total upload usage user vendor voucher warehouse webhook window zone'
).split(' ');
const THINGS = (
  'archive bakery bicycle bread bridge canal castle choir clock coast coffee comet desert eclipse engine ferry festival forest ' +
  'garden glacier guitar harbour island kettle kiln lake library lighthouse loom market meadow mill mountain museum ' +
  'observatory opera orchard organ owl paper piano pottery printer quarry radio railway reef river rocket sail satellite ' +
  'spice station storm submarine telescope theatre tide train tram tunnel typewriter valley violin volcano weather whale ' +
  'windmill winter wolf workshop'
).split(' ');
const HEADLINES = [
  'The long history of the #',
  'How the # changed the #',
  'What ten years with one # taught me',
  'Inside the # that nobody visits',
  'Why we still need the #',
  'The # and the #: a short guide',
  'Ask: how do you look after your #?',
  'A # for every #',
  'The last # of the #',
  'Building a # from scratch, part @',
  'Notes on the #, @ years later',
  '@ ways to repair your #',
];
const FILMS = [
  'Restoring a @-year-old #',
  'How a # is made',
  'A walk along the #',
  'The sound of the #',
  'The # in @ minutes',
  'Live from the #',
];
const QUESTIONS = [
  'How to ~ a + ^',
  'What does "+ ^ not found" mean?',
  '+ ^: reference',
  'Why is my + ^ so slow?',
  'Difference between + and + in a ^',
  '~ + ^ with @ lines of code',
];
const PARTS = 'controller service model view store client helpers types test queries worker adapter format'.split(' ');
const FOLDERS = 'src src/api src/jobs src/ui src/ui/forms src/data src/lib test test/support tools'.split(' ');
const LANGUAGES = [
  ['ts', 'typescript'],
  ['tsx', 'typescriptreact'],
  ['py', 'python'],
  ['sql', 'sql'],
  ['css', 'css'],
  ['md', 'markdown'],
  ['json', 'json'],
] as const;
const VERBS = 'Add Fix Move Remove Rename Shorten Split Test Document Retry Round Show Hide Validate Export'.split(' ');
const OUTLETS = [
  'news.ycombinator.com',
  'www.theguardian.com',
  'en.wikipedia.org',
  'www.reddit.com',
  'lwn.net',
] as const;
const MANUALS = [
  'developer.mozilla.org',
  'stackoverflow.com',
  'nodejs.org',
  'www.postgresql.org',
  'docs.python.org',
  'www.sqlite.org',
] as const;

export function makeWorld(random: Random): World {
  const noun = () => random.pick(NOUNS);
  const fill = (template: string) =>
    capital(
      template.replaceAll(/[#+^~@]/g, (gap) => {
        if (gap === '@') return String(random.int(3, 90));
        return random.pick(gap === '#' ? THINGS : gap === '+' ? NOUNS : gap === '^' ? PARTS : VERBS).toLowerCase();
      }),
    );
  const subject = () => `${random.pick(VERBS)} the ${noun()} ${random.pick(PARTS)}`;
  const slug = (title: string) => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const many = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));

  const project = (name: string): Project => ({
    name,
    branches: ['main', ...many(6, () => `${noun()}-${noun()}`)],
    files: many(random.int(90, 320), () => {
      const [extension, language] = random.favour(LANGUAGES);
      const file = `${noun()}-${random.pick(PARTS)}.${extension}`;
      return { path: `/home/robin/src/${name}/${random.favour(FOLDERS)}/${file}`, name: file, language };
    }),
  });
  const manual = (): Page => {
    const [host, title] = [random.favour(MANUALS), fill(random.pick(QUESTIONS))];
    return { url: `https://${host}/${slug(title)}`, title: `${title} - ${host}` };
  };
  const article = (): Page => {
    const [host, title] = [random.favour(OUTLETS), fill(random.pick(HEADLINES))];
    return { url: `https://${host}/${random.int(2024, 2025)}/${slug(title)}`, title };
  };
  const office = (index: number): Page => {
    const [name, what] = [random.favour(PROJECTS), subject()];
    return random.weighted<Page>([
      [
        5,
        {
          url: `https://git.example.com/${name}/pulls/${1000 + index}`,
          title: `${what} · Pull request #${1000 + index} · ${name}`,
        },
      ],
      [
        4,
        {
          url: `https://tickets.example.com/browse/${name.toUpperCase()}-${index}`,
          title: `[${name.toUpperCase()}-${index}] ${what}`,
        },
      ],
      [2, { url: `https://wiki.example.com/${name}/${slug(what)}`, title: `${what} - ${name} wiki` }],
      [
        1,
        {
          url: `https://docs.example.com/d/${(index * 7919).toString(36)}/edit`,
          title: `Plan: ${what.toLowerCase()} - Documents`,
        },
      ],
    ]);
  };

  return {
    projects: PROJECTS.map(project),
    reference: many(2600, manual),
    office: many(1800, office),
    leisure: many(3400, article),
    videos: many(420, (index) => ({
      url: `https://www.youtube.com/watch?v=${(index * 104_729 + 7).toString(36)}`,
      title: `${fill(random.pick(FILMS))} - YouTube`,
    })),
    meetings: many(16, (index) => ({
      url: `https://meet.example.com/${NOUNS[index * 5] ?? 'room'}`,
      title: `Meet – ${capital(noun())} ${random.pick(['review', 'planning', 'stand-up', 'workshop'])}`,
    })),
    channels: many(48, (index) => (index % 3 === 2 ? `${capital(noun())} (DM)` : `#${noun()}-${noun()}`)),
    documents: many(
      140,
      () => `${capital(noun())} ${random.pick(['report', 'proposal', 'minutes'])} ${random.int(2023, 2025)}.odt`,
    ),
    commands: [
      'npm test',
      'git status',
      'psql',
      'vim',
      'npm run dev',
      'git rebase',
      'htop',
      'ssh build',
      'less',
      'make',
    ],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
