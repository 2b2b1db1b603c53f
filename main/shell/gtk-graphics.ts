/**
 * On X11 GTK 3 asks the graphics driver which visuals it draws best on, once for all programs of a session, and so loads the
 * driver into the main process of the first of them, which is Daytrail where it starts at login. GTK draws nothing there:
 * 27 MB (Mesa with LLVM, 214 instead of 187 MB for all processes) for as long as Daytrail runs. The next program asks for
 * itself, as it would without Daytrail.
 */

const GDK_GL = 'GDK_GL';

/** Before Electron is ready. What it returns is called once it is: the programs that Daytrail opens get none of this. */
export function spareGraphicsDriver(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): () => void {
  // Whoever starts Daytrail may want it otherwise.
  if (platform !== 'linux' || env[GDK_GL] !== undefined) return () => undefined;
  env[GDK_GL] = 'disable';
  return () => {
    delete env[GDK_GL];
  };
}
