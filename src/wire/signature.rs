/// Declares a kata's functions with their signatures, as its stub has them.
///
/// Makes `Functions`, through which a spec calls the functions under test wherever they run, and
/// `table`, which turns Rust functions of these signatures into a [`Table`](crate::wire::Table):
///
/// ```
/// use ndarray::{Array1, ArrayView1};
/// shousi::kata! {
///     pub fn double(x: ArrayView1<f32>) -> Array1<f32>;
/// }
/// let session = shousi::wire::Session::new(std::rc::Rc::new(table(|x| x.mapv(|v| 2.0 * v))));
/// let y = Functions::on(session).double(ndarray::arr1(&[1.0, 2.0]).view());
/// assert_eq!(y, Ok(ndarray::arr1(&[2.0, 4.0])));
/// ```
#[macro_export]
macro_rules! kata {
    ($(pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $ret:ty;)+) => {
        /// The functions under test.
        #[derive(Clone)]
        pub struct Functions(::std::rc::Rc<$crate::wire::Session>);

        impl Functions {
            pub fn on(session: ::std::rc::Rc<$crate::wire::Session>) -> Self {
                Functions(session)
            }

            /// What the last call cost.
            pub fn last_cost(&self) -> $crate::wire::Cost {
                self.0.last_cost()
            }

            $(
                #[allow(clippy::too_many_arguments)]
                pub fn $name(&self, $($arg: $type),*) -> Result<$ret, $crate::wire::Fault> {
                    self.0.call(
                        stringify!($name),
                        vec![$((stringify!($arg), $crate::wire::Arg::send($arg))),*],
                    )
                }
            )+
        }

        impl From<::std::rc::Rc<$crate::wire::Session>> for Functions {
            fn from(session: ::std::rc::Rc<$crate::wire::Session>) -> Self {
                Functions(session)
            }
        }

        $crate::table!($(pub fn $name($($arg: $type),*) -> $ret;)+);
    };
}

/// The half of [`kata!`](crate::kata) that a worker needs: `table` alone.
#[macro_export]
macro_rules! table {
    ($(pub fn $name:ident($($arg:ident: $type:ty),* $(,)?) -> $ret:ty;)+) => {
        /// Makes a table of functions with the kata's signatures.
        pub fn table($($name: impl Fn($($type),*) -> $ret + 'static),+) -> $crate::wire::Table {
            boxed_table($(Box::new($name)),+)
        }

        /// What is the same for all functions of these signatures, so that it is compiled once.
        #[allow(clippy::type_complexity)]
        fn boxed_table($($name: Box<dyn Fn($($type),*) -> $ret>),+) -> $crate::wire::Table {
            $crate::wire::Table::default()$(.with(stringify!($name), move |args| {
                let mut args = args.into_iter();
                $(
                    let $arg = args.next().ok_or($crate::wire::Misfit)?;
                    let $arg = <$type as $crate::wire::Arg>::receive($arg)?;
                )*
                let (value, cost) = $crate::worker::tally::measure(|| {
                    $name($($crate::wire::Arg::lend(&$arg)),*)
                });
                Ok(($crate::wire::Ret::send(value), cost))
            }))+
        }
    };
}
