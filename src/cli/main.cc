/*
 * \brief  Entry of the command line tool
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/application.h>


int main(int argc, char **argv) { return Cli::run(argc, argv); }
