use crate::{Error, Gallery, Request, Result, Status};
use std::future::{ready, Ready};
use std::sync::Arc;
use std::task::{Context, Poll};

/// Who asks: signed in by the host, which puts it among the extensions of the request.
#[derive(Clone, Debug)]
pub struct Caller {
    pub project: String,
    pub subject: String,
    pub permissions: u64,
}

/// The REST API and the page as a `tower::Service` of whole bodies; without a `Caller` in the extensions nobody asks.
/// It answers on the thread that calls it and may wait for the database: put it behind a thread for blocking work.
#[derive(Clone)]
pub struct Service {
    gallery: Arc<Gallery>,
    facts: Vec<(String, String)>,
}

impl Service {
    /// `authority` is host and port that it answers for, from the host's configuration; `mount` the prefix of the target.
    pub fn new(gallery: Arc<Gallery>, authority: &str, mount: &str) -> Self {
        let facts = [(":authority", authority), (":mount", mount)];
        Self { gallery, facts: facts.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect() }
    }

    /// Adds a fact: `:scheme` "https" where the client's hop was TLS, `:auth` "token" where no browser signs in by itself.
    #[must_use]
    pub fn fact(mut self, name: &str, value: &str) -> Self {
        self.facts.push((name.into(), value.into()));
        self
    }

    /// Answers, without a future.
    pub fn answer(&self, request: http::Request<Vec<u8>>) -> Result<http::Response<Vec<u8>>> {
        let (head, body) = request.into_parts();
        let mut fields = self.facts.clone();
        for (name, value) in &head.headers {
            fields.push((name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        }
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let (project, subject, permissions) = match head.extensions.get::<Caller>() {
            Some(caller) => (caller.project.as_str(), caller.subject.as_str(), caller.permissions),
            None => ("-", "", 0),
        };
        let session = self.gallery.session(project, subject, permissions)?;
        let answer = session.handle(&Request { method: head.method.to_string(), target, fields, body })?;
        let mut made = http::Response::builder().status(answer.status);
        for (name, value) in &answer.fields {
            made = made.header(name, value);
        }
        made.body(answer.body).map_err(|_| Error::new(Status::INTERNAL, "The answer has a field that HTTP cannot hold."))
    }
}

impl tower_service::Service<http::Request<Vec<u8>>> for Service {
    type Response = http::Response<Vec<u8>>;
    type Error = Error;
    type Future = Ready<Result<Self::Response>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Vec<u8>>) -> Self::Future {
        ready(self.answer(request))
    }
}
