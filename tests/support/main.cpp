// The runner of a suite: Boost.Test's own main; each source file adds its cases.
#define BOOST_TEST_MODULE integration_gallery
#include <boost/test/unit_test.hpp>
