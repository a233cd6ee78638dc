//! Messages on the pipe: a length in four little-endian bytes, then postcard.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Answer, Fault, Value};

/// A frame longer than this is refused unread.
pub const LARGEST_FRAME: usize = 64 << 20;

/// So is an answer longer than this: nobody's answer to a kata is so large, and the judge keeps hundreds of
/// them while it looks for the mistake.
pub const LARGEST_ANSWER: usize = 512 << 10;

/// Judge to worker, once: what to serve, under which limits.
#[derive(Debug, Serialize, Deserialize)]
pub struct Setup {
    /// The kata whose functions will be called.
    pub kata: String,
    /// Heap memory in bytes.
    pub memory: u64,
}

/// Judge to worker: one call.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    pub function: String,
    pub args: Vec<Value>,
}

/// Worker to judge: the outcome of one call.
pub type Message = Result<Answer, Fault>;

pub fn write_frame(pipe: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut frame = postcard::to_extend(message, vec![0; 4]).map_err(io::Error::other)?;
    let length = u32::try_from(frame.len() - 4).map_err(io::Error::other)?;
    frame[..4].copy_from_slice(&length.to_le_bytes());
    pipe.write_all(&frame)
}

pub fn read_frame<M: DeserializeOwned>(pipe: &mut impl Read) -> io::Result<M> {
    let mut length = [0; 4];
    pipe.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LARGEST_FRAME {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the frame is too large"));
    }
    let mut frame = vec![0; length];
    pipe.read_exact(&mut frame)?;
    postcard::from_bytes(&frame).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}
