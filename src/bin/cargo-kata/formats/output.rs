//! Reports in files: `--output FORMAT=FILE`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use shousi::catalogue::Lang;

use super::{Format, Submissions, write};
use crate::document::Header;

/// A report that was asked for in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    pub format: Format,
    pub file: PathBuf,
}

impl Output {
    /// Reads `FORMAT=FILE`.
    pub fn parse(text: &str) -> Result<Output, String> {
        let names =
            || Format::value_variants().iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
        let wrong = || format!("an output is FORMAT=FILE, where FORMAT is one of {}", names());
        let (format, file) = text.split_once('=').filter(|(_, file)| !file.is_empty()).ok_or_else(wrong)?;
        let format = Format::from_str(format, false).map_err(|_| wrong())?;
        Ok(Output { format, file: file.into() })
    }

    /// Whether the report can be written; to be asked before much work is done for it.
    pub fn check(&self) -> Result<(), String> {
        let possible = match self.is_file() {
            true => self.folder().and_then(|folder| new_file(&folder)).map(drop),
            false if self.file.is_dir() => Err(io::Error::from(io::ErrorKind::IsADirectory)),
            false => Ok(()),
        };
        possible.map_err(|error| self.unable(&error))
    }

    /// Writes the report. A file that is there is replaced in one step, so that nobody reads half of
    /// a report; into a pipe or a device it is written as it comes.
    pub fn write(&self, header: &Header, submissions: Submissions, lang: Lang) -> Result<(), String> {
        let written = if self.is_file() {
            self.replace(header, submissions, lang)
        } else {
            let opened = File::options().write(true).open(&self.file);
            opened.and_then(|file| self.write_to(file, header, submissions, lang).map(drop))
        };
        written.map_err(|error| self.unable(&error))
    }

    /// A file, or room for one; not a pipe or a device.
    fn is_file(&self) -> bool {
        fs::metadata(&self.file).map_or(true, |metadata| metadata.is_file())
    }

    fn folder(&self) -> io::Result<PathBuf> {
        let folder = self.target().parent().map(Path::to_owned).unwrap_or_default();
        fs::canonicalize(if folder.as_os_str().is_empty() { Path::new(".") } else { &folder })
    }

    /// A link stays one: the file that it leads to is replaced.
    fn target(&self) -> PathBuf {
        fs::canonicalize(&self.file).unwrap_or_else(|_| self.file.clone())
    }

    fn replace(&self, header: &Header, submissions: Submissions, lang: Lang) -> io::Result<()> {
        let written = self.write_to(new_file(&self.folder()?)?, header, submissions, lang)?;
        written.persist(self.target()).map_err(|error| error.error)?;
        Ok(())
    }

    fn unable(&self, error: &io::Error) -> String {
        format!("cannot write {}: {error}", self.file.display())
    }

    fn write_to<W: Write>(&self, to: W, header: &Header, rows: Submissions, lang: Lang) -> io::Result<W> {
        let mut out = BufWriter::new(to);
        write(self.format, header, rows, lang, &mut out)?;
        out.into_inner().map_err(|error| error.into_error())
    }
}

/// An unfinished file, with the rights of one that any other program makes.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".report-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use shousi::judge::Settings;

    use super::*;

    #[test]
    fn an_output_is_a_format_and_a_file() {
        let output = Output { format: Format::Json, file: "a=b/report.json".into() };
        assert_eq!(Output::parse("json=a=b/report.json"), Ok(output));
        for wrong in ["json", "json=", "=x", "JSON=x", "pdf=x"] {
            assert!(Output::parse(wrong).unwrap_err().contains("json"), "{wrong}");
        }
    }

    #[test]
    fn a_report_that_fails_leaves_the_last_one() {
        let folder = tempfile::tempdir().unwrap();
        let output = Output { format: Format::Json, file: folder.path().join("report.json") };
        let header = Header::new(&Settings::default());
        output.write(&header, &mut std::iter::empty(), Lang::En).unwrap();
        let first = fs::read_to_string(&output.file).unwrap();
        let mut torn = std::iter::once(Err(io::Error::other("the spool is torn")));
        let problem = output.write(&header, &mut torn, Lang::En).unwrap_err();
        assert!(problem.contains("report.json") && problem.contains("the spool is torn"), "{problem}");
        assert_eq!(fs::read_to_string(&output.file).unwrap(), first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
