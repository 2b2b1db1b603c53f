/**
 * What one does for a while at the computer, as an endless sequence of windows in front: programming, mail, a meeting, a film.
 */
import type { Random } from './random.ts';
import type { Page, Project, SourceFile, World } from './world.ts';

export type Browser = 'firefox' | 'chrome';

/** One window in front. */
export interface Look {
  readonly app: string;
  readonly title: string;
  /** About how long it stays in front. */
  readonly seconds: number;
  readonly tab?: { readonly browser: Browser; readonly page: Page; readonly audible: boolean };
  readonly edit?: { readonly file: SourceFile; readonly project: Project; readonly branch: string };
}

export interface Episode {
  readonly seconds: number;
  /** Key presses a minute, about. */
  readonly typing: number;
  look(): Look;
}

export type Occasion = 'work' | 'evening' | 'weekend';

/** What can be done on one day: a person keeps to two projects and a few files a day. */
export function episodesOf(random: Random, world: World): (occasion: Occasion) => Episode {
  const projects = [random.favour(world.projects), random.favour(world.projects)] as const;
  const branches = projects.map((project) => random.favour(project.branches));
  const files = projects.map((project) => Array.from({ length: 9 }, () => random.pick(project.files)));
  const subjects = Array.from(
    { length: 14 },
    () => `${random.chance(0.4) ? 'Re: ' : ''}${random.pick(world.office).title}`,
  );

  const firefox = (page: Page, seconds: number, audible = false): Look => ({
    app: 'firefox',
    title: `${page.title} — Mozilla Firefox`,
    seconds,
    tab: { browser: 'firefox', page, audible },
  });
  const chrome = (page: Page, seconds: number, audible = false): Look => ({
    app: 'Google-chrome',
    title: `${page.title} - Google Chrome`,
    seconds,
    tab: { browser: 'chrome', page, audible },
  });
  const chat = (): Look => {
    const channel = random.favour(world.channels);
    const unread = random.chance(0.5) ? ` - ${random.int(1, 6)} new items` : '';
    return { app: 'Slack', title: `${channel} - Fieldwork${unread} - Slack`, seconds: 17 };
  };
  const mail = (): Look =>
    random.chance(0.45)
      ? { app: 'thunderbird', title: 'Inbox - robin@example.com - Mozilla Thunderbird', seconds: 12 }
      : { app: 'thunderbird', title: `${random.favour(subjects)} - Mozilla Thunderbird`, seconds: 26 };
  const terminal = (project: Project): Look => ({
    app: 'Gnome-terminal',
    title: `${random.favour(world.commands)}: ~/src/${project.name}`,
    seconds: 15,
  });

  const programming = (): Episode => {
    const index = random.chance(0.75) ? 0 : 1;
    const project = projects[index];
    const branch = branches[index] ?? 'main';
    const nearby = files[index] ?? project.files;
    let file = random.pick(nearby);
    const editor = (): Look => {
      if (random.chance(0.55)) file = random.chance(0.85) ? random.favour(nearby) : random.pick(project.files);
      const unsaved = random.chance(0.35) ? '● ' : '';
      return {
        app: 'Code',
        title: `${unsaved}${file.name} - ${project.name} - Visual Studio Code`,
        seconds: 26,
        edit: { file, project, branch },
      };
    };
    return {
      seconds: random.around(1500),
      typing: 140,
      look: () =>
        random.weighted([
          [58, editor],
          [18, () => terminal(project)],
          [15, () => firefox(random.favour(world.reference), 21)],
          [6, chat],
          [3, () => chrome(random.favour(world.office), 18)],
        ])(),
    };
  };
  const reviewing = (): Episode => ({
    seconds: random.around(700),
    typing: 50,
    look: () => (random.chance(0.88) ? chrome(random.favour(world.office), 24) : chat()),
  });
  const talking = (): Episode => ({
    seconds: random.around(420),
    typing: 110,
    look: () => (random.chance(0.6) ? chat() : mail()),
  });
  const meeting = (): Episode => {
    const room = random.favour(world.meetings);
    return {
      seconds: random.around(2100),
      typing: 14,
      look: () =>
        random.chance(0.7)
          ? chrome(room, 260, true)
          : random.chance(0.5)
            ? chat()
            : chrome(random.favour(world.office), 50),
    };
  };
  const writing = (): Episode => {
    const document = random.favour(world.documents);
    return {
      seconds: random.around(1100),
      typing: 120,
      look: () =>
        random.chance(0.8)
          ? { app: 'libreoffice-writer', title: `${document} - LibreOffice Writer`, seconds: 70 }
          : firefox(random.favour(world.reference), 30),
    };
  };
  const reading = (): Episode => ({
    seconds: random.around(900),
    typing: 12,
    look: () => firefox(random.favour(world.leisure), 34),
  });
  const watching = (): Episode => ({
    seconds: random.around(2400),
    typing: 2,
    look: () => firefox(random.favour(world.videos), 400, true),
  });
  const film = (): Episode => {
    const title = `${random.favour(world.videos).title.replace(' - YouTube', '.mkv')} - mpv`;
    return { seconds: random.around(4200), typing: 0, look: () => ({ app: 'mpv', title, seconds: 2600 }) };
  };

  const choices: Record<Occasion, readonly (readonly [number, () => Episode])[]> = {
    work: [
      [44, programming],
      [15, reviewing],
      [15, talking],
      [9, meeting],
      [6, writing],
      [9, reading],
    ],
    evening: [
      [24, programming],
      [44, reading],
      [24, watching],
      [3, film],
    ],
    weekend: [
      [22, programming],
      [8, writing],
      [46, reading],
      [22, watching],
      [6, film],
    ],
  };
  return (occasion) => random.weighted(choices[occasion])();
}
