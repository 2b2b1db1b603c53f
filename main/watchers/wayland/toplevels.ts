/**
 * The protocols by which a compositor tells of all windows, among them the active one:
 * - wlr-foreign-toplevel-management-unstable-v1: sway, Hyprland, labwc, Wayfire, niri, river and others;
 * - cosmic-toplevel-info-unstable-v1 on top of ext-foreign-toplevel-list-v1: COSMIC.
 * ext-foreign-toplevel-list-v1 alone does not say which window is active. Opcodes are those of the protocols' XML files.
 */
import type { WaylandConnection } from './connection.ts';
import type { FrontWindow } from './front-window.ts';

/** Listens by whichever protocol there is; `update` after each commit, `ended` where the compositor stops telling. */
export interface ToplevelProtocol {
  readonly name: string;
  fits(connection: WaylandConnection): boolean;
  listen(connection: WaylandConnection, windows: FrontWindow, update: () => void, ended: () => void): void;
}

const ACTIVATED = 2;

const wlr: ToplevelProtocol = {
  name: 'zwlr_foreign_toplevel_manager_v1',
  fits: (connection) => connection.globals(wlr.name).length > 0,
  listen(connection, windows, update, ended) {
    const [global] = connection.globals(wlr.name);
    if (global === undefined) return;
    connection.bind(global, 3, (opcode, args) => {
      if (opcode === 0) follow(args.uint());
      else if (opcode === 1) ended();
    });

    function follow(id: number): void {
      windows.tell(id, {});
      connection.listen(id, (opcode, args) => {
        if (opcode === 0) windows.tell(id, { title: args.string() });
        else if (opcode === 1) windows.tell(id, { app: args.string() });
        else if (opcode === 4) windows.tell(id, { activated: args.uints().includes(ACTIVATED) });
        else if (opcode === 5) {
          windows.commit(id);
          update();
        } else if (opcode === 6) {
          windows.remove(id);
          connection.destroy(id, 7);
          update();
        }
      });
    }
  },
};

const cosmicInfo = 'zcosmic_toplevel_info_v1';
/** Version 2 made it an extension of the list; the first one is older than COSMIC's first release. */
const COSMIC_VERSION = 2;

const cosmic: ToplevelProtocol = {
  name: 'ext_foreign_toplevel_list_v1',
  fits: (connection) =>
    connection.globals(cosmic.name).length > 0 &&
    connection.globals(cosmicInfo).some(({ version }) => version >= COSMIC_VERSION),
  listen(connection, windows, update, ended) {
    const [list] = connection.globals(cosmic.name);
    const [info] = connection.globals(cosmicInfo);
    if (list === undefined || info === undefined) return;
    const infoId = connection.bind(info, COSMIC_VERSION, (opcode) => {
      if (opcode !== 2) return;
      windows.commitAll();
      update();
    });
    connection.bind(list, 1, (opcode, args) => {
      if (opcode === 0) follow(args.uint());
      else if (opcode === 1) ended();
    });

    function follow(id: number): void {
      windows.tell(id, {});
      const state = connection.create(
        infoId,
        1,
        (opcode, args) => {
          if (opcode === 8) windows.tell(id, { activated: args.uints().includes(ACTIVATED) });
        },
        [{ uint: id }],
      );
      connection.listen(id, (opcode, args) => {
        if (opcode === 2) windows.tell(id, { title: args.string() });
        else if (opcode === 3) windows.tell(id, { app: args.string() });
        else if (opcode === 1) {
          windows.commit(id);
          update();
        } else if (opcode === 0) {
          windows.remove(id);
          connection.destroy(state, 0);
          connection.destroy(id, 0);
          update();
        }
      });
    }
  },
};

export const toplevelProtocols: readonly ToplevelProtocol[] = [wlr, cosmic];
