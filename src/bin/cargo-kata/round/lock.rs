use std::fs::{self, File, OpenOptions};
use std::io;

use crate::app::App;

/// As long as this lives, nobody else moves a round of the workspace on. The system takes it back when
/// the process ends, however it ends.
pub struct Lock(#[expect(dead_code, reason = "closing the file unlocks it")] File);

/// Waits for whoever moves a round on, and then keeps others from it.
pub fn lock(app: &App) -> Result<Lock, String> {
    let folder = app.workspace.state_folder();
    let take = || -> io::Result<File> {
        fs::create_dir_all(&folder)?;
        let file = OpenOptions::new().append(true).create(true).open(folder.join("round.lock"))?;
        file.lock()?;
        Ok(file)
    };
    take().map(Lock).map_err(|error| format!("a round needs to write to .kata, and cannot: {error}"))
}
