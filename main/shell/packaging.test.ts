import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
// electron-builder's own parts, which come with it.
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { encodeIco } from '../../assets/ico.ts';
import { renderIcons } from '../../assets/render.ts';

type Configuration = Parameters<typeof validateConfiguration>[0];

const root = path.resolve(import.meta.dirname, '../..');
const read = () => load(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')) as Configuration;
const validate = (configuration: Configuration) => validateConfiguration(configuration, new DebugLogger(false));

describe('electron-builder.yml', () => {
  it('is what electron-builder takes', async () => {
    await expect(validate(read())).resolves.toBeUndefined();
  });

  it('would not be taken with a key that is mistyped', async () => {
    await expect(validate({ ...read(), asarUnpak: [] } as Configuration)).rejects.toThrow(/asarUnpak/);
  });

  it('states every fuse there is, each with the value that closes it', () => {
    const scheme = JSON.parse(readFileSync(path.join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8'));
    const fuses = {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    };
    expect(read().electronFuses).toEqual(fuses);
    expect(Object.keys(scheme.definitions.FuseOptionsV1.properties).sort()).toEqual(Object.keys(fuses).sort());
  });

  it('unpacks native addons and compiles none', () => {
    expect(read()).toMatchObject({ asar: { smartUnpack: false }, asarUnpack: ['**/*.node'], npmRebuild: false });
  });

  it('packs only what it names: a platform with exclusions of its own would bring everything along', () => {
    const { files, linux, win, mac } = read();
    expect(files).toEqual(expect.arrayContaining(['out/**', 'package.json']));
    expect(files).not.toContain('**/*');
    expect([linux?.files, win?.files, mac?.files]).toEqual([undefined, undefined, undefined]);
  });

  it('installs for one person, without administrator rights', () => {
    const nsis = { perMachine: false, allowElevation: false, oneClick: false, deleteAppDataOnUninstall: false };
    expect(read().nsis).toMatchObject(nsis);
  });

  it('never switches the sandbox off', () => {
    expect(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')).not.toMatch(/no-sandbox/);
  });

  it('makes for each system what people expect there, and for macOS what updates come from', () => {
    const { linux, win, mac } = read();
    expect(linux?.target).toEqual(['AppImage', 'deb']);
    expect(win?.target).toBe('nsis');
    expect(mac?.target).toEqual([
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ]);
    expect(mac).toMatchObject({ hardenedRuntime: true });
    expect(read().toolsets).toEqual({ appimage: '1.0.3' });
  });

  it('names what is made after its version, system and processor, so that one folder holds all', () => {
    const names = [read().linux, read().win, read().mac].map((system) => system?.artifactName);
    for (const name of names) expect(name).toMatch(/\$\{version\}-(linux|win|mac)-\$\{arch\}\.\$\{ext\}$/);
    expect(new Set(names).size).toBe(3);
  });

  it("updates come from the project's releases, published by nobody but a person", () => {
    expect(read().publish).toEqual({ provider: 'github', releaseType: 'draft' });
  });

  it('gives every window one entry of the desktop to belong to', () => {
    const { linux, extraMetadata, appId } = read();
    expect(extraMetadata).toEqual({ desktopName: `${appId}.desktop` });
    expect(linux).toMatchObject({ executableName: 'daytrail', syncDesktopName: true });
    expect(linux?.desktop?.entry).toMatchObject({ StartupWMClass: 'Daytrail' });
  });

  it('brings to a Debian everything that the executable is linked to', () => {
    const { deb, linux } = read();
    const linked = ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2t64 | libasound2', 'libatspi2.0-0'];
    expect(deb?.depends).toEqual(expect.arrayContaining(linked));
    // The notifications, the keyring for the fuse that encrypts cookies, and opening folders.
    expect(deb?.depends).toEqual(expect.arrayContaining(['libnotify4', 'libsecret-1-0', 'xdg-utils']));
    expect(linux?.category).toBe('Utility');
  });

  it("asks of macOS's hardened runtime for compiling at run time, and for nothing else", () => {
    for (const file of [read().mac?.entitlements, read().mac?.entitlementsInherit]) {
      const keys = [...readFileSync(path.join(root, String(file)), 'utf8').matchAll(/<key>([^<]+)<\/key>/g)];
      expect(keys.map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit']);
    }
  });

  it('names only files that are there', () => {
    const { linux, win, mac } = read();
    for (const file of [linux?.icon, win?.icon, mac?.icon, mac?.entitlements, mac?.entitlementsInherit]) {
      expect(existsSync(path.join(root, String(file))), String(file)).toBe(true);
    }
  });
});

describe('the icon files', () => {
  const widthOf = (png: Buffer) => png.readUInt32BE(16);

  it('are those that the sources are drawn into, in the same sizes', () => {
    for (const [name, drawn] of renderIcons()) {
      const committed = readFileSync(path.join(root, 'assets', name));
      const comparable = name.endsWith('.ico') ? (ico: Buffer) => ico.subarray(0, 6) : widthOf;
      expect(comparable(committed), name).toEqual(comparable(drawn));
    }
  });

  it('hold a large enough image for every system', () => {
    expect(widthOf(readFileSync(path.join(root, 'assets/icon.png')))).toBe(1024);
    expect(widthOf(readFileSync(path.join(root, 'assets/icons/512x512.png')))).toBe(512);
  });
});

describe('encodeIco', () => {
  it('lays out a header, an entry for each image, then the images, with 256 written as 0', () => {
    const small = Buffer.from('small');
    const large = Buffer.from('larger');
    const ico = encodeIco([
      { size: 16, png: small },
      { size: 256, png: large },
    ]);
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 2]);
    expect([ico[6], ico[7], ico[22], ico[23]]).toEqual([16, 16, 0, 0]);
    const image = (entry: number) => {
      const offset = ico.readUInt32LE(entry + 12);
      return ico.subarray(offset, offset + ico.readUInt32LE(entry + 8));
    };
    expect(image(6)).toEqual(small);
    expect(image(22)).toEqual(large);
  });
});
