//! What a run came to: reports in files, and one on standard output.

use std::io::{self, BufWriter, ErrorKind, Write};

use ratatui_core::text::Text;
use shousi::catalogue::Lang;

use crate::app::{print, width};
use crate::args::Printed;
use crate::document::Header;
use crate::formats;
use crate::view::{ansi, class::Class};
use crate::{DONE, NOT_PASSED, UNABLE};

use super::args::Telling;
use super::find::printable;
use super::spool::Spool;

/// Whom the outcome is told to.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    pub lang: Lang,
    pub color: bool,
}

impl Reader {
    fn print(self, text: &Text) {
        print(&ansi::to_string(text, self.color));
    }
}

/// Whether the reports can be written, before the work for them is done.
pub fn check(telling: &Telling) -> Result<(), String> {
    for output in &telling.report.output {
        let folder = output.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
            let (file, folder) = (printable(&output.file), printable(folder));
            return Err(format!("{file} cannot be written: there is no folder {folder}"));
        }
    }
    Ok(())
}

/// Writes and prints the reports; returns the exit status.
pub fn tell(
    reader: Reader,
    header: &Header,
    spool: &Spool,
    telling: &Telling,
    passed: bool,
) -> Result<u8, String> {
    for output in &telling.report.output {
        output.write(header, &mut spool.submissions(), reader.lang)?;
    }
    match telling.report.format {
        Printed::Text => {
            let mut class = Class::default();
            for submission in spool.submissions() {
                class.add(&submission.map_err(unreadable)?);
            }
            reader.print(&class.show(reader.lang, width()));
        }
        Printed::Report(format) => {
            let mut out = BufWriter::new(io::stdout().lock());
            let written = formats::write(format, header, &mut spool.submissions(), reader.lang, &mut out);
            match written.and_then(|()| out.flush()) {
                // Nobody reads on.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(UNABLE),
                written => written.map_err(unreadable)?,
            }
        }
    }
    Ok(if passed || telling.exit_zero { DONE } else { NOT_PASSED })
}

fn unreadable(error: io::Error) -> String {
    format!("the report cannot be made: {error}")
}
