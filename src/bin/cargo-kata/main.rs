use shousi::build::Workspace;
use shousi::judge::Settings;
#[global_allocator]
static ALLOCATOR: shousi::worker::tally::Counting = shousi::worker::tally::Counting;
fn main() {
    let ws = Workspace::find(&std::env::current_dir().unwrap()).unwrap();
    let kata = shousi::catalogue::find("softmax").unwrap();
    let t = std::time::Instant::now();
    let judged = shousi::judging::judge_kata(&ws, kata, &Settings::default(), &mut |s| {
        if !matches!(s, shousi::judging::Stage::Judging { .. }) {
            eprintln!("{:?} {s:?}", t.elapsed())
        }
    })
    .unwrap();
    println!("{:?} {:?} {:?}", t.elapsed(), judged.report.verdict, judged.report.mistake);
    if std::env::args().nth(1).is_some() {
        println!("{}\n{:#?}\n{}", judged.report.message, judged.report.first_failure(), judged.output);
    }
}
