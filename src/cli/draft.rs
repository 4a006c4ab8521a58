//! Files that commands write: complete, or not there at all.
//!
//! A file is written beside its place and gets its name when all of it is on the disk; of several,
//! when all are. What fails leaves nothing behind.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{Exit, Failure};

/// A file under way.
pub(super) struct Draft {
    beside: Beside,
    /// Where it is written to.
    pub(super) out: BufWriter<File>,
}

/// A file that is whole and waits for its name.
pub(super) struct Whole(Beside);

/// What stands beside a place; it goes when it is not put there.
struct Beside {
    place: PathBuf,
    path: PathBuf,
    is_put: bool,
}

impl Draft {
    /// Begins a file.
    ///
    /// # Errors
    /// When nothing can be written where it is to stand.
    pub(super) fn begin(place: &Path) -> Result<Self, Failure> {
        let mut path = place.as_os_str().to_owned();
        path.push(".part");
        let created = File::create(&path);
        let out = BufWriter::new(created.map_err(|error| cannot(place, &error))?);
        let beside = Beside {
            place: place.to_owned(),
            path: path.into(),
            is_put: false,
        };
        Ok(Self { beside, out })
    }

    /// Begins a file and writes all of it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn of(
        place: &Path,
        write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<Whole, Failure> {
        let mut draft = Self::begin(place)?;
        write(&mut draft.out).map_err(|error| cannot(place, &error))?;
        draft.finish()
    }

    /// Ends a file, on the disk.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn finish(mut self) -> Result<Whole, Failure> {
        let done = self
            .out
            .flush()
            .and_then(|()| self.out.get_ref().sync_all());
        done.map_err(|error| cannot(&self.beside.place, &error))?;
        Ok(Whole(self.beside))
    }
}

impl Whole {
    /// Gives the file its name, in place of any other that has it.
    ///
    /// # Errors
    /// When it cannot have it.
    pub(super) fn put(mut self) -> Result<(), Failure> {
        let Beside { place, path, .. } = &self.0;
        fs::rename(path, place).map_err(|error| cannot(place, &error))?;
        self.0.is_put = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.is_put {
            // It failed already, and that is what is told.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn cannot(place: &Path, error: &io::Error) -> Failure {
    let message = format!("cannot write {}: {error}", place.display());
    Failure::new(Exit::Failed, message)
}
