/** Category rules as people have them, for tests and benchmarks on the seeded year (year.ts). */
import type { CategoryRule } from '../preload/contract/activity.ts';

const regex = (name: readonly string[], pattern: string, ignoreCase = false): CategoryRule => ({
  name: [...name],
  rule: { type: 'regex', regex: pattern, ignore_case: ignoreCase },
});

/** Twenty rules, of which some match much, some little, some nothing, and some the same. */
export const CATEGORIES: readonly CategoryRule[] = [
  regex(['Work'], 'Google Docs|libreoffice|ReText'),
  regex(['Work', 'Programming'], 'GitHub|Stack Overflow|BitBucket|Gitlab|vim|Spyder|kate|Scite|Visual Studio Code'),
  regex(['Work', 'Programming', 'Terminal'], String.raw`^(gnome-)?terminal|alacritty|kitty|\bbash\b|\bzsh\b`, true),
  regex(['Work', 'Programming', 'Review'], String.raw`pull request #?\d+|merge request|\breview\b`, true),
  regex(['Work', 'Programming', 'Tests'], String.raw`\.(test|spec)\.[jt]sx?\b`),
  regex(['Work', 'Documents'], String.raw`\.(docx?|odt|pdf|xlsx?|ods)\b`, true),
  regex(['Work', 'Planning'], 'jira|trello|linear|kanban|calendar', true),
  regex(['Work', 'Design'], 'Figma|GIMP|Inkscape|Blender'),
  regex(['Work', 'Meetings'], 'Zoom|Meet|Jitsi|Teams'),
  { name: ['Media'], rule: { type: 'none' } },
  regex(['Media', 'Video'], 'YouTube|Plex|VLC|Netflix'),
  regex(['Media', 'Music'], 'Spotify|Deezer|Rhythmbox', true),
  regex(['Media', 'Social Media'], 'reddit|Facebook|Twitter|Instagram|Mastodon', true),
  regex(['Media', 'News'], String.raw`\bnews\b|guardian|BBC|Hacker News`, true),
  regex(['Media', 'Games'], 'Minecraft|RimWorld|Steam'),
  regex(['Comms', 'IM'], 'Messenger|Telegram|Signal|WhatsApp|Slack|Riot|Element|Discord|Mattermost'),
  regex(['Comms', 'Email'], 'Gmail|Thunderbird|mutt|alpine|Inbox'),
  regex(['Reading'], String.raw`^(?!.*GitHub).*(Wikipedia|docs?\.|manual|tutorial)`, true),
  regex(['Shopping'], String.raw`\b(cart|checkout|order)\b.*\d`, true),
  regex(['Money'], 'bank|invoice|tax return', true),
  {
    name: ['Files'],
    rule: { type: 'regex', regex: '^(nautilus|dolphin|thunar|Files|Finder)$', ignore_case: true, select_keys: ['app'] },
  },
];
