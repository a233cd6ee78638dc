use crate::DONE;
use crate::app::App;
use crate::names::kata;
use crate::round::locked;
use crate::view::statement::{questions, statement};

pub fn run(app: &App, name: &str, only_questions: bool) -> Result<u8, String> {
    let kata = kata(name)?;
    if let Some(why) = locked(app, kata).filter(|_| only_questions) {
        return Err(why);
    }
    let view = if only_questions { questions } else { statement };
    app.print(&view(kata, app.lang, app.width()));
    Ok(DONE)
}
