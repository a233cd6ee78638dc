pub trait Workshop: Send + Sync {
    fn katas(&self) -> &'static [shousi::catalogue::Kata];
    fn status(&self, kata: &str) -> crate::view::list::Status;
    fn file(&self, kata: &str) -> std::path::PathBuf;
    fn judge(&self, kata: &str, progress: &mut dyn FnMut(shousi::judging::Stage)) -> shousi::judging::Judged;
    fn hints_seen(&self, kata: &str) -> usize;
    fn reveal_hint(&self, kata: &str) -> usize;
}
pub fn run(_: std::sync::Arc<dyn Workshop>, _: &'static str, _: crate::view::Context) -> std::io::Result<()> {
    Ok(())
}
