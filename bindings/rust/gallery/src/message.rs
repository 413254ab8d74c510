use crate::ffi::{bytes_at, call, make, text, text_at};
use crate::Result;
use integration_gallery_sys as sys;

/// A request: `target` is still percent-encoded. Fields whose name begins with ':' are facts that the host vouches for
/// (":authority", ":mount", ":scheme", ":auth", ":request-id"); never copy such a name from a client.
#[derive(Clone, Default)]
pub struct Request {
    pub method: String,
    pub target: String,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What to send back; Content-Length is among the fields.
#[derive(Clone, Debug)]
pub struct Response {
    pub status: u16,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// What answering a request waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Nothing: an event loop may answer itself.
    Pure,
    /// The database or a key service.
    Store,
    /// Another service, for seconds.
    Outbound,
}

struct Message(*mut sys::ig_http_message);

impl Drop for Message {
    fn drop(&mut self) {
        // SAFETY: it is released once.
        unsafe { sys::ig_http_message_free(self.0) }
    }
}

impl Request {
    fn message(&self) -> Result<Message> {
        let (method, target) = (text(&self.method, "the method")?, text(&self.target, "the target")?);
        // SAFETY: here and below, the objects and texts live through the call.
        let made = make(|out, error| unsafe {
            sys::ig_http_request_new(method.as_ptr(), target.as_ptr(), out, error)
        })?;
        let message = Message(made);
        for (name, value) in &self.fields {
            let (value, name) = (text(value, name)?, text(name, "a field's name")?);
            call(|error| unsafe { sys::ig_http_message_add(message.0, name.as_ptr(), value.as_ptr(), error) })?;
        }
        let (data, size) = (self.body.as_ptr().cast(), self.body.len());
        call(|error| unsafe { sys::ig_http_message_set_body(message.0, data, size, error) })?;
        Ok(message)
    }

    pub(crate) fn route(&self, session: *const sys::ig_session) -> Result<Route> {
        let message = self.message()?;
        Ok(match unsafe { sys::ig_http_classify(session, message.0) } {
            0 => Route::Pure,
            2 => Route::Outbound,
            _ => Route::Store,
        })
    }

    pub(crate) fn answer(&self, session: *const sys::ig_session) -> Result<Response> {
        let message = self.message()?;
        let answer = Message(make(|out, error| unsafe { sys::ig_http_handle(session, message.0, out, error) })?);
        Ok(answer.read())
    }
}

impl Message {
    fn read(&self) -> Response {
        // SAFETY: what is read is copied while the message lives.
        unsafe {
            let field = |index| {
                let mut value = std::ptr::null();
                let name = text_at(sys::ig_http_message_field(self.0, index, &mut value));
                (name, text_at(value))
            };
            let fields = (0..sys::ig_http_message_count(self.0)).map(field).collect();
            let mut size = 0;
            let body = sys::ig_http_message_body(self.0, &mut size);
            let body = bytes_at(body.cast(), size).to_vec();
            let status = u16::try_from(sys::ig_http_message_status(self.0)).unwrap_or(500);
            Response { status, fields, body }
        }
    }
}
