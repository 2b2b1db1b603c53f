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
  const words = (count: number) => Array.from({ length: count }, noun).join(' ');
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
    const topic = words(random.int(2, 5));
    const host = random.favour(MANUALS);
    return { url: `https://${host}/docs/${topic.replaceAll(' ', '/')}`, title: `${topic} | ${host}` };
  };
  const article = (): Page => {
    const headline = `${capital(noun())} ${words(random.int(4, 8))}`;
    const host = random.favour(OUTLETS);
    return {
      url: `https://${host}/${random.int(2024, 2025)}/${headline.toLowerCase().replaceAll(' ', '-')}`,
      title: headline,
    };
  };
  const office = (index: number): Page => {
    const name = random.favour(PROJECTS);
    const subject = `${random.pick(VERBS)} ${words(random.int(2, 4))}`;
    return random.weighted<Page>([
      [
        5,
        {
          url: `https://git.example.com/${name}/pulls/${1000 + index}`,
          title: `${subject} by robin · ${name} #${1000 + index}`,
        },
      ],
      [
        4,
        {
          url: `https://tickets.example.com/browse/${name.toUpperCase()}-${index}`,
          title: `[${name}-${index}] ${subject}`,
        },
      ],
      [
        2,
        { url: `https://wiki.example.com/${name}/${subject.replaceAll(' ', '+')}`, title: `${subject} - ${name} wiki` },
      ],
      [
        1,
        {
          url: `https://docs.example.com/d/${(index * 7919).toString(36)}/edit`,
          title: `${capital(words(3))} - Documents`,
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
      title: `${capital(words(random.int(3, 6)))} - YouTube`,
    })),
    meetings: many(16, (index) => ({
      url: `https://meet.example.com/${NOUNS[index * 5] ?? 'room'}`,
      title: `Meet – ${capital(words(2))}`,
    })),
    channels: many(48, (index) => (index % 3 === 2 ? `${capital(noun())} (DM)` : `#${noun()}-${noun()}`)),
    documents: many(140, () => `${capital(words(2))} ${random.int(2023, 2025)}.odt`),
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

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
