/**
 * Loaded into Electron before Daytrail, so that a test can see and use what only a desktop could: the tray and its menu,
 * which Electron gives nobody back, notifications, and dialogs, which would wait for a click. Daytrail itself knows
 * nothing of it.
 */
const { runInThisContext } = require('node:vm');
const { app, dialog, Notification, shell, Tray } = require('electron');

// Where it was asked for with -r: that is none of Daytrail's flags.
const own = process.argv.indexOf(__filename);
if (own > 0) process.argv.splice(own - 1, 2);

const answers = new Map();
const seen = {
  once: (question, source, electron, argument) => {
    if (!answers.has(question)) answers.set(question, runInThisContext(`(${source})`)(electron, argument));
    return answers.get(question);
  },
  tray: null,
  menu: null,
  tooltip: null,
  questions: [],
  notifications: [],
  folders: [],
  go: () => undefined,
};
globalThis.daytrailSeen = seen;

// A window that opens before the test has attached itself would be missed now and then.
if (process.env.DAYTRAIL_E2E_WAITS === '1') {
  const told = new Promise((resolve) => {
    seen.go = resolve;
  });
  const ready = app.whenReady();
  app.whenReady = async () => {
    await told;
    return ready;
  };
}

const { setContextMenu, setToolTip } = Tray.prototype;
Tray.prototype.setContextMenu = function (menu) {
  seen.tray = this;
  seen.menu = menu;
  return setContextMenu.call(this, menu);
};
Tray.prototype.setToolTip = function (text) {
  seen.tooltip = text;
  return setToolTip.call(this, text);
};

Notification.prototype.show = function () {
  seen.notifications.push({ title: this.title, body: this.body, click: () => this.emit('click') });
};

/** No file manager is opened. */
shell.openPath = async (folder) => {
  seen.folders.push(folder);
  return '';
};

/** Each question stays open until the test answers it or whoever asked takes it back. */
dialog.showMessageBox = (...args) => {
  const { signal, ...options } = args.at(-1);
  return new Promise((resolve) => {
    const question = { options, answered: false };
    const answer = (response) => {
      question.answered = true;
      resolve({ response, checkboxChecked: false });
    };
    signal?.addEventListener('abort', () => answer(options.cancelId ?? 0));
    seen.questions.push(Object.assign(question, { answer }));
  });
};
