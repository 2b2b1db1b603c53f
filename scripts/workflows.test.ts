import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { inRoot } from './root.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly strategy?: { readonly matrix: { readonly os: readonly string[] } };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, { readonly secrets?: Readonly<Record<string, unknown>> } | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = '.github/workflows';
const text = (name: string) => readFileSync(inRoot(folder, name), 'utf8');
const all = readdirSync(inRoot(folder)).map((name) => ({ name, workflow: load(text(name)) as Workflow }));
const named = (name: string) => all.find((each) => each.name === name)?.workflow as Workflow;
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap((job) => job.steps ?? []);
const ci = named('ci.yml');
const release = named('release.yml');

describe('the workflows', () => {
  it('may read the code and nothing else, but for the one job that makes the release', () => {
    for (const { name, workflow } of all) {
      expect(workflow.permissions, name).toEqual({ contents: 'read' });
      const more = Object.entries(workflow.jobs).filter(([, job]) => job.permissions !== undefined);
      expect(more.map(([job]) => `${name} ${job}`)).toEqual(name === 'release.yml' ? ['release.yml release'] : []);
    }
    expect(release.jobs.release?.permissions).toEqual({ contents: 'write' });
    expect(release.jobs.release?.steps?.some(({ uses }) => uses?.startsWith('actions/checkout'))).toBe(false);
  });

  it('use every action as it was at one commit, and say which version that is', () => {
    for (const { name, workflow } of all) {
      const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
      expect(used.length, name).toBeGreaterThan(0);
      for (const action of used) expect(action, name).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      const lines = text(name).match(/^.*uses: (?!\.\/).*$/gm) ?? [];
      for (const line of lines) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('leave no credentials behind in a checkout, and run nothing of strangers with secrets', () => {
    for (const { name, workflow } of all) {
      for (const { uses, with: options } of stepsOf(workflow)) {
        if (uses?.startsWith('actions/checkout')) expect(options, name).toMatchObject({ 'persist-credentials': false });
      }
      expect(Object.keys(workflow.on), name).not.toContain('pull_request_target');
      // What somebody wrote into a title or a branch's name must not become part of a command.
      for (const { run } of stepsOf(workflow)) expect(run ?? '', name).not.toContain('${{');
    }
  });

  it('test and package on each system of its own, from the lock file, with the Node that the project pins', () => {
    const job = ci.jobs.test as Job;
    expect(job.strategy?.matrix.os.map((os) => os.split('-')[0])).toEqual(['ubuntu', 'windows', 'macos']);
    for (const os of job.strategy?.matrix.os ?? []) expect(os).toMatch(/-\d/);
    const ran = (job.steps ?? []).flatMap(({ run }) => run ?? []);
    const order = ['npm ci', 'npx --no-install install-electron', 'npm test', 'npm run package'];
    expect(ran.filter((command) => order.includes(command))).toEqual(order);
    const node = job.steps?.find(({ uses }) => uses?.startsWith('actions/setup-node'));
    expect(node?.with).toEqual({ 'node-version-file': '.nvmrc', cache: 'npm' });
    const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies.node?.split('.')[0]).toBe(readFileSync(inRoot('.nvmrc'), 'utf8').trim());
  });

  it('attach to a release of a tag what was tested for it, on every system, after its version was compared', () => {
    expect(release.on).toEqual({ push: { tags: ['v*'] } });
    expect(release.jobs.build).toMatchObject({ needs: 'version', uses: './.github/workflows/ci.yml' });
    expect(release.jobs.release).toMatchObject({ needs: 'build' });
    const kept = (ci.jobs.test?.steps ?? []).find(({ with: options }) =>
      String(options?.name).startsWith('installers-'),
    );
    for (const kind of ['AppImage', 'deb', 'exe', 'dmg', 'zip', 'blockmap']) {
      expect(kept?.with?.path).toContain(`dist/*.${kind}\n`);
    }
    expect(kept?.with?.path).toContain('dist/latest*.yml');
    expect(kept?.with).toMatchObject({ 'if-no-files-found': 'error' });
  });

  it('sign for a tag alone, with secrets that are optional and each handed on by name and explained', () => {
    const secrets = Object.keys(ci.on.workflow_call?.secrets ?? {});
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of Object.values(ci.on.workflow_call?.secrets ?? {})) expect(secret).toEqual({ required: false });
    expect(Object.keys(release.jobs.build?.secrets ?? {})).toEqual(secrets);
    const env = Object.values((ci.jobs.test?.steps ?? []).find(({ run }) => run === 'npm run package')?.env ?? {});
    expect(env).toHaveLength(secrets.length);
    for (const value of env)
      expect(value).toMatch(/^\$\{\{ github\.ref_type == 'tag' && runner\.os == '\w+' && secrets\./);
    const page = readFileSync(inRoot('docs/packaging.md'), 'utf8');
    for (const secret of secrets) expect(page).toContain(`\`${secret}\``);
  });
});
